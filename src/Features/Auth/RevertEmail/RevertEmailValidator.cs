namespace Rupaya.Features.Auth.RevertEmail;

internal sealed class RevertEmailValidator : Validator<RevertEmailRequest>
{
    public RevertEmailValidator() => RuleFor(r => r.Token).NotEmpty().Text(512);
}
