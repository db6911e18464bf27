using System.Text.Json;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Notifications;

/// <param name="Kind">What raised it, such as <c>budget.threshold</c>.</param>
/// <param name="Data">Facts for the client, by kind.</param>
/// <param name="ReadAt">Null while unread.</param>
internal sealed record NotificationView(
    Guid NotificationId,
    string Kind,
    string Title,
    string Body,
    JsonElement Data,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReadAt
)
{
    public static NotificationView From(Notification n) =>
        new(n.NotificationId, n.Kind, n.Title, n.Body, JsonElement.Parse(n.Data), n.CreatedAt, n.ReadAt);
}
