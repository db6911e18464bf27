namespace Rupaya.Features.Auth.ForgotPassword;

internal sealed class ForgotPasswordValidator : Validator<ForgotPasswordRequest>
{
    public ForgotPasswordValidator() => RuleFor(r => r.Email).Email();
}
