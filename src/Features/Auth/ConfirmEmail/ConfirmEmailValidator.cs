namespace Rupaya.Features.Auth.ConfirmEmail;

internal sealed class ConfirmEmailValidator : Validator<ConfirmEmailRequest>
{
    public ConfirmEmailValidator() => RuleFor(r => r.Token).NotEmpty().Text(512);
}
