namespace Rupaya.Features.User.DeleteAccount;

internal sealed class DeleteAccountValidator : Validator<DeleteAccountRequest>
{
    public DeleteAccountValidator() => RuleFor(r => r.Password).GivenPassword();
}
