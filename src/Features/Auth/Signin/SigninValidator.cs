namespace Rupaya.Features.Auth.Signin;

internal sealed class SigninValidator : Validator<SigninRequest>
{
    public SigninValidator()
    {
        RuleFor(r => r.Email).NotEmpty().Text(254);
        RuleFor(r => r.Password).NotEmpty().Text(512);
        RuleFor(r => r.DeviceId).NotEmpty().Key(200);
        RuleFor(r => r.DeviceName).Text(200);
        RuleFor(r => r.Session).Kind();
    }
}
