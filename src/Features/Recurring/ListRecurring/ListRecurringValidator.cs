using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Recurring.ListRecurring;

internal sealed class ListRecurringValidator : Validator<ListRecurringRequest>
{
    public ListRecurringValidator() => this.ListQueryRules(ListRecurringHandler.Sorts);
}
