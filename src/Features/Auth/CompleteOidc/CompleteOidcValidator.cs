namespace Rupaya.Features.Auth.CompleteOidc;

internal sealed class CompleteOidcValidator : Validator<CompleteOidcRequest>
{
    public CompleteOidcValidator()
    {
        RuleFor(r => r.Ticket).NotEmpty().Text(512);
        RuleFor(r => r.Secret).NotEmpty().Text(512);
        RuleFor(r => r.Session).Kind();
    }
}
