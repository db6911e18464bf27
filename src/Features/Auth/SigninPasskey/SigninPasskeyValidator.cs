namespace Rupaya.Features.Auth.SigninPasskey;

internal sealed class SigninPasskeyValidator : Validator<SigninPasskeyRequest>
{
    public SigninPasskeyValidator()
    {
        RuleFor(r => r.CeremonyToken).NotEmpty().Text(512);
        RuleFor(r => r.Credential!).NotNull().SetValidator(new SignedCredentialValidator());
        RuleFor(r => r.DeviceId).NotEmpty().Key(200);
        RuleFor(r => r.DeviceName).Text(200);
        RuleFor(r => r.Session).Kind();
    }
}
