namespace Rupaya.Features.Books.InviteMember;

internal sealed class InviteMemberValidator : Validator<InviteMemberRequest>
{
    public InviteMemberValidator()
    {
        RuleFor(r => r.Email).Email();
        RuleFor(r => r.Role).Must(role => role is "editor" or "viewer").WithMessage("Must be editor or viewer.");
    }
}
