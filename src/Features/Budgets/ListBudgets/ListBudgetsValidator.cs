using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Budgets.ListBudgets;

internal sealed class ListBudgetsValidator : Validator<ListBudgetsRequest>
{
    public ListBudgetsValidator() => this.ListQueryRules(ListBudgetsHandler.Sorts);
}
