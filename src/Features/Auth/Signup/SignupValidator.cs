namespace Rupaya.Features.Auth.Signup;

internal sealed class SignupValidator : Validator<SignupRequest>
{
    public SignupValidator()
    {
        RuleFor(r => r.Email).Email();
        RuleFor(r => r.Password).NewPassword();
        RuleFor(r => r.DeviceId).NotEmpty().Key(200);
        RuleFor(r => r.DeviceName).Text(200);
        RuleFor(r => r.Name).Text(200);
        RuleFor(r => r.Currency).CurrencyCode();
        RuleFor(r => r.TimeZone).Zone();
        RuleFor(r => r.Session).Kind();
    }
}
