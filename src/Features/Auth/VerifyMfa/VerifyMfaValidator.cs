namespace Rupaya.Features.Auth.VerifyMfa;

internal sealed class VerifyMfaValidator : Validator<VerifyMfaRequest>
{
    public VerifyMfaValidator()
    {
        RuleFor(r => r.Token).NotEmpty().When(r => r.MfaToken is null || r.Credential is null);
        RuleFor(r => r.Token).Text(64);
        RuleFor(r => r.MfaToken).Text(512);
        RuleFor(r => r.CeremonyToken).NotEmpty().When(r => r.Credential is not null);
        RuleFor(r => r.CeremonyToken).Text(512);
        RuleFor(r => r.Credential!).SetValidator(new SignedCredentialValidator());
        RuleFor(r => r.Session).Kind();
    }
}
