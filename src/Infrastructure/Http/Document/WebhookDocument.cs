using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Rupaya.Domain.Webhooks;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>Writes what webhooks are sent: one OpenAPI webhook for each event, with the headers that a receiver verifies.</summary>
internal static class WebhookDocument
{
    private static readonly (string Name, string Description)[] Headers =
    [
        (StandardWebhook.Id, "The delivery's id, the same at every attempt (Standard Webhooks)."),
        (StandardWebhook.Timestamp, "Unix seconds of the attempt: refuse what is more than five minutes away."),
        (
            StandardWebhook.Signature,
            "v1 and the base64 of HMAC-SHA256 over id.timestamp.body, for each secret that counts, with a space between; of several the last one twice."
        ),
        (WebhookSignature.Header, "t=…,v1=…: the same over t.body in hex, with the secret's text as key."),
    ];

    public static async Task AddAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Webhooks ??= new Dictionary<string, IOpenApiPathItem>(StringComparer.Ordinal);
        foreach (var kind in WebhookEvents.Kinds)
        {
            var data = await context.GetOrCreateSchemaAsync(kind.Data, null, cancellation);
            document.Components!.Schemas![kind.Data.Name] = data;
            document.Webhooks[kind.Type] = new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Operation(kind, document) },
            };
        }
    }

    private static OpenApiOperation Operation(WebhookEventKind kind, OpenApiDocument document) =>
        new()
        {
            OperationId = $"on{string.Concat(kind.Type.Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}",
            Summary = kind.Type,
            Description = kind.Description,
            Tags = new HashSet<OpenApiTagReference> { new("Webhooks", document) },
            Parameters =
            [
                .. Headers.Select(h => new OpenApiParameter
                {
                    Name = h.Name,
                    In = ParameterLocation.Header,
                    Required = true,
                    Description = h.Description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }),
            ],
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/json"] = new() { Schema = Event(kind, document) },
                },
            },
            Responses = new OpenApiResponses
            {
                ["2XX"] = new OpenApiResponse { Description = "Taken. Anything else is tried again for 24 hours." },
            },
        };

    private static OpenApiSchema Event(WebhookEventKind kind, OpenApiDocument document)
    {
        var members = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["id"] = Text("uuid", "The same at every attempt; also in webhook-id."),
            ["type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Const = kind.Type,
                Description = "The event.",
            },
            ["bookId"] = Text("uuid", "Where it happened."),
            ["seq"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int64",
                Description = "The number of the change that it tells of.",
            },
            ["occurredAt"] = Text("date-time", "When it happened, UTC."),
            ["data"] = new OpenApiSchemaReference(kind.Data.Name, document),
            ["deliveryId"] = Text("uuid", "The older name of id."),
            ["event"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Const = kind.Type,
                Description = "The older name of type.",
            },
        };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = kind.Description,
            Required = members.Keys.ToHashSet(StringComparer.Ordinal),
            Properties = members,
        };
    }

    private static OpenApiSchema Text(string format, string description) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = format,
            Description = description,
        };
}
