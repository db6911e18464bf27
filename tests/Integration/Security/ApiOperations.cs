using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>An operation as the OpenAPI document describes it.</summary>
/// <param name="Scope">That a token for programs needs; null where none may go, or any.</param>
/// <param name="Ids">Names of path and query parameters and of body members that are ids.</param>
internal sealed record ApiOperation(
    HttpMethod Method,
    string Path,
    string Id,
    bool NeedsToken,
    string? Scope,
    string[] Ids,
    JsonElement? Body,
    bool AnswersPages
)
{
    public bool IsAdmin => Path.Contains("/admin/", StringComparison.Ordinal);

    public static async Task<List<ApiOperation>> AllAsync(Client client)
    {
        var document = (await client.GetAsync("/openapi/v1.json")).Ok();
        return
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(o => Read(document, path.Name, o.Name, o.Value))),
        ];
    }

    private static ApiOperation Read(JsonElement document, string path, string method, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var p) ? p.EnumerateArray().ToList() : [];
        JsonElement? body = operation.TryGetProperty("requestBody", out var b) ? Schema(document, b) : null;
        var ids = parameters
            .Where(x => x.TryGetProperty("in", out _))
            .Where(x => x.GetProperty("in").GetString() is "path" or "query" && IsId(x.GetProperty("schema")))
            .Select(x => x.GetProperty("name").GetString()!)
            .Concat(
                body is null ? [] : body.Value.GetProperty("properties").EnumerateObject().Where(x => IsId(x.Value)).Select(x => x.Name)
            );
        return new ApiOperation(
            HttpMethod.Parse(method),
            path,
            Slice(operation.GetProperty("operationId").GetString()!),
            operation.GetProperty("security").EnumerateArray().Any(s => s.EnumerateObject().Any()),
            operation.TryGetProperty("x-scope", out var scope) ? scope.GetString() : null,
            [.. ids.Where(id => id != "cursor")],
            body,
            operation
                .GetProperty("responses")
                .EnumerateObject()
                .Any(r => r.Value.TryGetProperty("content", out var content) && content.TryGetProperty("text/html", out _))
        );
    }

    private static string Slice(string operationId) => char.ToUpperInvariant(operationId[0]) + operationId[1..];

    private static bool IsId(JsonElement schema) =>
        schema.TryGetProperty("format", out var format)
            ? format.GetString() == "uuid"
            : schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Any(IsId)
                || schema.TryGetProperty("$ref", out var reference) && reference.GetString()!.Contains("Guid", StringComparison.Ordinal);

    private static JsonElement Schema(JsonElement document, JsonElement body)
    {
        var schema = body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        return schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
    }
}
