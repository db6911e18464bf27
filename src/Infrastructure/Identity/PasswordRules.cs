using FluentValidation;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The password policy as a validator's rule.</summary>
public static class PasswordRules
{
    private const int MaxLength = 512;

    /// <summary>A password that is to be set.</summary>
    public static void NewPassword<T>(this IRuleBuilderInitial<T, string?> rule) =>
        rule.Cascade(CascadeMode.Stop)
            .NotEmpty()
            .Must(password => password!.Length <= MaxLength)
            .WithMessage(PasswordPolicy.TooLong)
            .Text(MaxLength)
            .Custom(
                (password, context) =>
                {
                    if (PasswordPolicy.Problem(password!) is { } problem)
                    {
                        context.AddFailure(problem);
                    }
                }
            );

    /// <summary>A password that was set before, where another proof may stand for it: only bounded.</summary>
    public static void GivenPassword<T>(this IRuleBuilderInitial<T, string?> rule) =>
        rule.Cascade(CascadeMode.Stop).Must(password => password is not "").WithMessage("Is required.").Text(MaxLength);
}
