namespace Rupaya.Features.Admin.ListUsers;

internal sealed class ListUsersValidator : Validator<ListUsersRequest>
{
    public ListUsersValidator()
    {
        RuleFor(r => r.Q).Text(200);
        RuleFor(r => r.Limit).InclusiveBetween(1, 200).WithMessage("Must be 1 to 200.");
    }
}
