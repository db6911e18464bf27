namespace Rupaya.Features.User.RenameToken;

internal sealed class RenameTokenValidator : Validator<RenameTokenRequest>
{
    public RenameTokenValidator() => RuleFor(r => r.Name).Name(100);
}
