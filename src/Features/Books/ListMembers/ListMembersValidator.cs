using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Books.ListMembers;

internal sealed class ListMembersValidator : Validator<ListMembersRequest>
{
    public ListMembersValidator() => this.ListQueryRules(ListMembersHandler.Sorts);
}
