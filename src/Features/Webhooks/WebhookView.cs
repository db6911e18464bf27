using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Webhooks;

/// <summary>A webhook, without its secret.</summary>
/// <param name="Failures">Attempts that failed in a row, over all its deliveries.</param>
internal sealed record WebhookView(Guid WebhookId, string Url, IReadOnlyList<string> Events, int Failures, DateTimeOffset CreatedAt)
{
    public static WebhookView From(Webhook w) => new(w.WebhookId, w.Url, w.Events, w.Failures, w.CreatedAt);
}
