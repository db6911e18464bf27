using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>
/// Shows what was sent to an operation and what came back. <c>Examples/*.json</c> keep the calls that a household makes in the tests: by operation and
/// name, with bodies by content type as the document has them. A file more is found by itself.
/// </summary>
internal static class OperationExamples
{
    private const string Folder = ".Http.Document.Examples.";

    private static readonly Lazy<ILookup<string, JsonObject>> All = new(() =>
        Files().SelectMany(file => file).ToLookup(o => o.Key, o => o.Value!.AsObject(), StringComparer.Ordinal)
    );

    public static void Add(OpenApiOperation operation)
    {
        foreach (var (name, call) in All.Value[operation.OperationId!].SelectMany(calls => calls))
        {
            Add(operation.RequestBody?.Content, name, call!["requestBody"]);
            foreach (var (status, answer) in call["responses"]!.AsObject())
            {
                Add(operation.Responses?.GetValueOrDefault(status)?.Content, name, answer);
            }
        }
    }

    private static void Add(IDictionary<string, OpenApiMediaType>? content, string name, JsonNode? bodies)
    {
        foreach (var (type, body) in bodies?.AsObject() ?? [])
        {
            if (content?.TryGetValue(type, out var media) == true)
            {
                media.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
                media.Examples[name] = new OpenApiExample { Value = body!.DeepClone() };
            }
        }
    }

    private static IEnumerable<JsonObject> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(Folder, StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            yield return JsonNode.Parse(file)!.AsObject();
        }
    }
}
