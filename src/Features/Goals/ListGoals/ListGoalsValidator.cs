using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Goals.ListGoals;

internal sealed class ListGoalsValidator : Validator<ListGoalsRequest>
{
    public ListGoalsValidator() => this.ListQueryRules(ListGoalsHandler.Sorts);
}
