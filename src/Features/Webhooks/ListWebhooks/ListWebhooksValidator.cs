using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Webhooks.ListWebhooks;

internal sealed class ListWebhooksValidator : Validator<ListWebhooksRequest>
{
    public ListWebhooksValidator() => this.ListQueryRules(ListWebhooksHandler.Sorts);
}
