namespace Rupaya.Features.Auth.VerifyEmail;

internal sealed class VerifyEmailValidator : Validator<VerifyEmailRequest>
{
    public VerifyEmailValidator() => RuleFor(r => r.Token).NotEmpty().Text(512);
}
