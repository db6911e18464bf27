namespace Rupaya.Features.Auth.RenamePasskey;

internal sealed class RenamePasskeyValidator : Validator<RenamePasskeyRequest>
{
    public RenamePasskeyValidator() => RuleFor(r => r.Name).Name(60);
}
