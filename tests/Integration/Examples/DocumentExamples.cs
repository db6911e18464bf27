using System.Text.Json.Nodes;

namespace Rupaya.Integration.Examples;

/// <summary>An operation of the document.</summary>
internal sealed record ShownOperation(string Id, string Tag, JsonObject Node);

/// <summary>A body that an operation takes or answers, in one content type.</summary>
/// <param name="Where">The operation, and whether it is its request or which of its answers.</param>
internal sealed record ShownBody(ShownOperation Operation, string Where, JsonObject Media);

/// <summary>An example and the schema beside it.</summary>
internal sealed record ShownExample(string Where, JsonNode Schema, JsonNode Value);

/// <summary>The examples of a document, and where it has none.</summary>
internal static class DocumentExamples
{
    /// <summary>A sentence for each body of a request or a success that has no example, saying what to do.</summary>
    public static IEnumerable<string> Missing(JsonObject document) =>
        document
            .Operations()
            .SelectMany(o => o.Bodies())
            .Where(b => b.Media["examples"] is not JsonObject { Count: > 0 })
            .Select(b =>
                $"{b.Operation.Id} has no example of its {b.Where}: show a call of it in {b.Operation.Tag}Chapter, or in a chapter of its own"
            );

    public static IEnumerable<ShownOperation> Operations(this JsonObject document) =>
        document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(o => o.Value!.AsObject())
            .Select(o => new ShownOperation((string)o["operationId"]!, (string)o["tags"]![0]!, o));

    /// <summary>Its request and its successes.</summary>
    public static IEnumerable<ShownBody> Bodies(this ShownOperation operation) =>
        Of(operation, operation.Node["requestBody"], "request")
            .Concat(
                operation.Node["responses"]!
                    .AsObject()
                    .Where(r => r.Key.StartsWith('2'))
                    .SelectMany(r => Of(operation, r.Value, $"answer {r.Key}"))
            );

    public static IEnumerable<ShownExample> Examples(this ShownBody body) =>
        (body.Media["examples"]?.AsObject() ?? []).Select(e => new ShownExample(
            $"{body.Operation.Id}, {body.Where}, {e.Key}",
            body.Media["schema"]!,
            e.Value!["value"]!
        ));

    private static IEnumerable<ShownBody> Of(ShownOperation operation, JsonNode? part, string where) =>
        (part?["content"]?.AsObject() ?? []).Select(c => new ShownBody(operation, $"{where} ({c.Key})", c.Value!.AsObject()));
}
