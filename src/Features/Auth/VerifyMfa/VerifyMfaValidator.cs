namespace Rupaya.Features.Auth.VerifyMfa;

internal sealed class VerifyMfaValidator : Validator<VerifyMfaRequest>
{
    public VerifyMfaValidator()
    {
        RuleFor(r => r.Token).NotEmpty().Text(64);
        RuleFor(r => r.MfaToken).Text(512);
    }
}
