using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Accounts.ListAccounts;

internal sealed class ListAccountsValidator : Validator<ListAccountsRequest>
{
    public ListAccountsValidator() => this.ListQueryRules(ListAccountsHandler.Sorts);
}
