namespace Rupaya.Features.Books.InviteMember;

internal sealed class InviteMemberValidator : Validator<InviteMemberRequest>
{
    public InviteMemberValidator()
    {
        RuleFor(r => r.Email).Email();
        RuleFor(r => r.Role).NotNull().WithMessage("Must be editor or viewer.").OneOf("editor", "viewer");
    }
}
