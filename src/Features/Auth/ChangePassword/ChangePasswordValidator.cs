using Rupaya.Infrastructure.Security;

namespace Rupaya.Features.Auth.ChangePassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordRequest>
{
    public ChangePasswordValidator()
    {
        RuleFor(r => r.CurrentPassword).GivenPassword();
        RuleFor(r => r.NewPassword).NewPassword();
    }
}
