using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth;

internal sealed class CreatedCredentialValidator : Validator<CreatedCredential>
{
    public CreatedCredentialValidator()
    {
        RuleFor(c => c.Id).NotEmpty().Text(CredentialRules.IdLength);
        RuleFor(c => c.RawId).Text(CredentialRules.IdLength);
        RuleFor(c => c.Type).NotEmpty().OneOf("public-key");
        RuleFor(c => c.Response!).NotNull().SetValidator(new CreatedResponseValidator());
    }
}

internal sealed class CreatedResponseValidator : Validator<CreatedResponse>
{
    private const int Most = 10;

    public CreatedResponseValidator()
    {
        RuleFor(r => r.ClientDataJSON).NotEmpty().Text(CredentialRules.ClientDataLength);
        RuleFor(r => r.AttestationObject).NotEmpty().Text(CredentialRules.AttestationLength);
        RuleFor(r => r.Transports)
            .Must(t => t is null || (t.Length <= Most && t.All(IsTransport)))
            .WithMessage("Must be at most ten words of lower-case letters and hyphens.");
    }

    // Words that nobody knows yet are kept: browsers give them to authenticators as they are.
    private static bool IsTransport(string? word) =>
        word is { Length: > 0 and <= 32 } && word.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
