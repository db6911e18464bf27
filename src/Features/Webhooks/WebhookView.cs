using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Webhooks;

/// <summary>A webhook, without its secret.</summary>
/// <param name="Failures">Attempts that failed in a row, over all its deliveries.</param>
/// <param name="Enabled">False while nothing is sent to it.</param>
/// <param name="DisabledReason"><c>owner</c>, or <c>failures</c> after three days in which nothing arrived; null while it is enabled.</param>
/// <param name="FailingSince">The first failure after the last success; null while it takes what it is sent.</param>
/// <param name="PreviousSecretUntil">Until when requests are signed with the secret before as well; null for no longer.</param>
internal sealed record WebhookView(
    Guid WebhookId,
    string Url,
    IReadOnlyList<string> Events,
    int Failures,
    bool Enabled,
    string? DisabledReason,
    DateTimeOffset? FailingSince,
    DateTimeOffset? PreviousSecretUntil,
    DateTimeOffset CreatedAt
)
{
    public static WebhookView From(Webhook w, DateTimeOffset now) =>
        new(
            w.WebhookId,
            w.Url,
            w.Events,
            w.Failures,
            w.DisabledAt is null,
            w.DisabledReason,
            w.FailingSince,
            w.PreviousUntil > now ? w.PreviousUntil : null,
            w.CreatedAt
        );
}
