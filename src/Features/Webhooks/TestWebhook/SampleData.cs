using System.Text.Json;
using Rupaya.Domain.Webhooks;

namespace Rupaya.Features.Webhooks.TestWebhook;

/// <summary>Data of an event that did not happen: of the right form, with ids that nothing has.</summary>
internal static class SampleData
{
    private static readonly Guid Nobody = Guid.Parse("00000000-0000-4000-8000-000000000001");

    public static string Of(string @event, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        object data = @event switch
        {
            WebhookEvents.TransactionCreated or WebhookEvents.TransactionUpdated or WebhookEvents.TransactionDeleted => new TransactionData(
                Nobody,
                Nobody,
                null,
                120.5m,
                "INR",
                "expense",
                "out",
                today,
                "cleared",
                null,
                null,
                1
            ),
            WebhookEvents.ImportCompleted => new ImportData(Nobody, Nobody, 12, 10, 1, 1),
            WebhookEvents.BudgetThreshold => new BudgetData(
                Nobody,
                Nobody,
                "Dining",
                80,
                1000,
                0,
                812.5m,
                81.25m,
                "INR",
                new DateOnly(today.Year, today.Month, 1),
                new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1)
            ),
            WebhookEvents.GoalReached => new GoalData(Nobody, "Trip", 5000, 5000, "INR"),
            WebhookEvents.LowBalance => new LowBalanceData(Nobody, "Everyday", 40, "INR", 100),
            WebhookEvents.Disabled => new DisabledData(Nobody, "failures", now - WebhookPacing.OffAfter),
            WebhookEvents.Test => new NoData(),
            _ => new ChangeData(Nobody, 1),
        };
        return JsonSerializer.Serialize(data, data.GetType(), Json.Options);
    }
}
