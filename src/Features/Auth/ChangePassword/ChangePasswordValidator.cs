namespace Rupaya.Features.Auth.ChangePassword;

internal sealed class ChangePasswordValidator : Validator<ChangePasswordRequest>
{
    public ChangePasswordValidator()
    {
        RuleFor(r => r.CurrentPassword).GivenPassword();
        RuleFor(r => r.NewPassword).NewPassword();
    }
}
