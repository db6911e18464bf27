namespace Rupaya.Features.Auth.DisownEmail;

internal sealed class DisownEmailValidator : Validator<DisownEmailRequest>
{
    public DisownEmailValidator() => RuleFor(r => r.Token).NotEmpty().Text(512);
}
