namespace Rupaya.Features.Auth.EnableMfa;

internal sealed class EnableMfaValidator : Validator<EnableMfaRequest>
{
    public EnableMfaValidator() => RuleFor(r => r.Method).NotEmpty().OneOf("passkey");
}
