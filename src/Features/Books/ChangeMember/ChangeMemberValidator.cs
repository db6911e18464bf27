namespace Rupaya.Features.Books.ChangeMember;

internal sealed class ChangeMemberValidator : Validator<ChangeMemberRequest>
{
    public ChangeMemberValidator() =>
        RuleFor(r => r.Role).NotNull().WithMessage("Must be owner, editor or viewer.").OneOf("owner", "editor", "viewer");
}
