namespace Rupaya.Features.Auth.SignInWithIdToken;

internal sealed class SignInWithIdTokenValidator : Validator<SignInWithIdTokenRequest>
{
    public SignInWithIdTokenValidator()
    {
        RuleFor(r => r.Provider).Text(64);
        RuleFor(r => r.IdToken).NotEmpty().Text(16 * 1024);
        RuleFor(r => r.Flow).Text(512);
        RuleFor(r => r.DeviceId).NotEmpty().Key(200);
        RuleFor(r => r.DeviceName).Text(200);
        RuleFor(r => r.Session).Kind();
    }
}
