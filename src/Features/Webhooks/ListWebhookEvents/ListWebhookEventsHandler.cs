using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Webhooks.ListWebhookEvents;

internal sealed class ListWebhookEventsHandler(BookHeads heads)
{
    private static readonly Lazy<IReadOnlyList<WebhookEventView>> Events = new(() => [.. WebhookEvents.Kinds.Select(View)]);

    private static readonly JsonSchemaExporterOptions Exact = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Describe,
    };

    public async Task<Result<Reply<IEnumerable<WebhookEventView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        return book.IsSuccess ? Reply.Ok<IEnumerable<WebhookEventView>>(Events.Value) : book.Error!;
    }

    private static WebhookEventView View(WebhookEventKind kind) =>
        new(kind.Type, kind.Description, JsonSerializer.SerializeToElement(Json.Options.GetJsonSchemaAsNode(kind.Data, Exact)));

    /// <summary>What our converters write, the exporter cannot know.</summary>
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type);
        var (name, format) = (type ?? context.TypeInfo.Type) switch
        {
            var t when t == typeof(decimal) => ("number", null),
            var t when t == typeof(DateOnly) => ("string", "date"),
            var t when t == typeof(DateTimeOffset) => ("string", "date-time"),
            _ => (null, (string?)null),
        };
        if (name is null)
        {
            return schema;
        }
        var described = new JsonObject { ["type"] = type is null ? name : new JsonArray(name, "null") };
        if (format is not null)
        {
            described["format"] = format;
        }
        return described;
    }
}
