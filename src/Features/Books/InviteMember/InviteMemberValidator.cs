namespace Rupaya.Features.Books.InviteMember;

internal sealed class InviteMemberValidator : AbstractValidator<InviteMemberRequest>
{
    public InviteMemberValidator()
    {
        RuleFor(r => r.Email).NotEmpty().EmailAddress().Text(254);
        RuleFor(r => r.Role).Must(role => role is "editor" or "viewer").WithMessage("Must be editor or viewer.");
    }
}
