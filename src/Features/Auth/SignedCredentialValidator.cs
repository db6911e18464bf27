using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth;

internal sealed class SignedCredentialValidator : Validator<SignedCredential>
{
    public SignedCredentialValidator()
    {
        RuleFor(c => c.Id).NotEmpty().Text(CredentialRules.IdLength);
        RuleFor(c => c.RawId).Text(CredentialRules.IdLength);
        RuleFor(c => c.Type).NotEmpty().OneOf("public-key");
        RuleFor(c => c.Response!).NotNull().SetValidator(new SignedResponseValidator());
    }
}

internal sealed class SignedResponseValidator : Validator<SignedResponse>
{
    public SignedResponseValidator()
    {
        RuleFor(r => r.ClientDataJSON).NotEmpty().Text(CredentialRules.ClientDataLength);
        RuleFor(r => r.AuthenticatorData).NotEmpty().Text(CredentialRules.ClientDataLength);
        RuleFor(r => r.Signature).NotEmpty().Text(CredentialRules.SignatureLength);
        RuleFor(r => r.UserHandle).Text(CredentialRules.HandleLength);
    }
}
