namespace Rupaya.Features.User.ChangeEmail;

internal sealed class ChangeEmailValidator : Validator<ChangeEmailRequest>
{
    public ChangeEmailValidator() => RuleFor(r => r.Email).Email();
}
