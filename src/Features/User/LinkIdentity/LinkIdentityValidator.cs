namespace Rupaya.Features.User.LinkIdentity;

internal sealed class LinkIdentityValidator : Validator<LinkIdentityRequest>
{
    public LinkIdentityValidator()
    {
        RuleFor(r => r.LinkToken).Text(512);
        RuleFor(r => r.Ticket).Text(512);
        RuleFor(r => r.Secret).Text(512);
        RuleFor(r => r.LinkToken)
            .Must((r, linkToken) => linkToken is null == (r.Ticket is not null && r.Secret is not null))
            .WithMessage("Must be given, or ticket and secret instead.");
    }
}
