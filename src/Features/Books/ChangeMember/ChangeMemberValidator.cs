namespace Rupaya.Features.Books.ChangeMember;

internal sealed class ChangeMemberValidator : Validator<ChangeMemberRequest>
{
    public ChangeMemberValidator() =>
        RuleFor(r => r.Role).Must(role => role is "owner" or "editor" or "viewer").WithMessage("Must be owner, editor or viewer.");
}
