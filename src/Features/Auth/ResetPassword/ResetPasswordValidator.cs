namespace Rupaya.Features.Auth.ResetPassword;

internal sealed class ResetPasswordValidator : Validator<ResetPasswordRequest>
{
    public ResetPasswordValidator()
    {
        RuleFor(r => r.Token).NotEmpty().Text(512);
        RuleFor(r => r.NewPassword).NewPassword();
    }
}
