using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Rupaya.Integration.Fixtures;

/// <summary>
/// Holds every answer that a test gets against the reviewed API document: its status, headers and code are stated there, its body has the members of
/// the schema and no others, and what the request said is valid by it when the request was accepted.
/// </summary>
internal static class ApiRecorder
{
    private static readonly string[] Headers = ["ETag", "Link", "Location", "Idempotency-Replayed", "Retry-After", "WWW-Authenticate"];

    // The slices that only a test adds.
    private const string Sample = "/api/v1/sample";

    private static readonly string? Log = Environment.GetEnvironmentVariable("RUPAYA_RECORD");

    private static readonly Lazy<List<RecordedOperation>> Operations = new(Read);

    [ModuleInitializer]
    internal static void Start() => Client.Recorder = Check;

    /// <exception cref="ShouldAssertException">The document says something else.</exception>
    public static void Check(HttpRequestMessage request, string? sent, HttpResponseMessage response, string? text)
    {
        var path = PathOf(request);
        // What a browser asks before a request across origins is the server's own.
        if (!path.StartsWith("/api/v1", StringComparison.Ordinal) || path == "/api/v1/health" || request.Method == HttpMethod.Options)
        {
            return;
        }
        if (request.Method == HttpMethod.Head && response.StatusCode == System.Net.HttpStatusCode.MethodNotAllowed)
        {
            // The document states what GET answers.
            return;
        }
        var operation = OperationOf(request);
        var differences =
            operation is not null
                ? operation.Differences(sent, response, request.Method == HttpMethod.Head ? null : text, Headers, HasFields(request))
            : response.IsSuccessStatusCode && !path.StartsWith(Sample, StringComparison.Ordinal)
                ? ["no such operation is stated; ./rupaya accept takes a new one over"]
            : [];
        foreach (var difference in differences)
        {
            var said = $"{operation?.Name ?? path} {(int)response.StatusCode}: {difference}";
            if (Log is null)
            {
                throw new ShouldAssertException($"The API document does not say so. {said}\n{text}");
            }
            lock (Headers)
            {
                File.AppendAllText(Log, $"{said}\n");
            }
        }
    }

    // Second names, which the document says in a description only.
    private static string PathInDocument(string path) =>
        path switch
        {
            "/api/v1/auth/register" => "/api/v1/auth/signup",
            "/api/v1/auth/login" => "/api/v1/auth/signin",
            "/api/v1/auth/logout" => "/api/v1/auth/signout",
            _ => path,
        };

    /// <summary>The operation that a request is for; null for one that the document does not have.</summary>
    public static RecordedOperation? OperationOf(HttpRequestMessage request)
    {
        var (path, method) = (PathOf(request), request.Method == HttpMethod.Head ? "GET" : request.Method.Method);
        return Operations.Value.Find(o => o.Method == method && o.Path.IsMatch(path));
    }

    private static bool HasFields(HttpRequestMessage request) =>
        request.RequestUri!.OriginalString.Contains("fields=", StringComparison.Ordinal);

    private static string PathOf(HttpRequestMessage request) =>
        PathInDocument(
            request.RequestUri!.IsAbsoluteUri ? request.RequestUri.AbsolutePath : request.RequestUri.OriginalString.Split('?')[0]
        );

    private static List<RecordedOperation> Read()
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "openapi.v1.json")))!.AsObject();
        var schemas = new DocumentSchemas(document);
        return
        [
            .. document["paths"]!
                .AsObject()
                // What a template spells out goes before what it leaves open.
                .OrderBy(p => p.Key.Count(c => c == '{'))
                .SelectMany(p => p.Value!.AsObject().Select(o => new RecordedOperation(p.Key, o.Key, o.Value!.AsObject(), schemas))),
        ];
    }
}

/// <summary>An operation of the document.</summary>
internal sealed class RecordedOperation(string template, string method, JsonObject operation, DocumentSchemas schemas)
{
    public string Name { get; } = (string)operation["operationId"]!;

    public string Method { get; } = method.ToUpperInvariant();

    public Regex Path { get; } =
        new(
            $"^{Regex.Replace(template, @"\{[^}]+\}", "[^/]+", RegexOptions.None, TimeSpan.FromSeconds(1))}/?$",
            RegexOptions.IgnoreCase,
            TimeSpan.FromSeconds(1)
        );

    /// <param name="sent">The JSON that was sent; null for none.</param>
    /// <param name="response">What came back.</param>
    /// <param name="text">Its body; null where none is to come.</param>
    /// <param name="headers">The headers that are looked at.</param>
    /// <param name="isPart">True where only some members were asked for.</param>
    public IEnumerable<string> Differences(string? sent, HttpResponseMessage response, string? text, string[] headers, bool isPart = false)
    {
        var status = $"{(int)response.StatusCode}";
        // The server's own, from before an operation is known.
        if (status is "414" or "431" or "408")
        {
            return [];
        }
        if (operation["responses"]![status] is not { } answer)
        {
            return [$"the status is not stated {CodeOf(text ?? "")}"];
        }
        var stated = schemas.Response(answer);
        return
        [
            .. headers
                .Where(h => response.Headers.Contains(h) && stated["headers"]?[h] is null && status != "304")
                .Select(h => $"the header {h} is not stated"),
            .. (stated["headers"]?.AsObject() ?? [])
                .Where(h => schemas.IsRequired(h.Value!) && !response.Headers.Contains(h.Key))
                .Select(h => $"the header {h.Key} is required and was not sent"),
            .. text is null ? [] : Body(stated, response, text, isPart: isPart && response.IsSuccessStatusCode),
            .. response.IsSuccessStatusCode && sent is not null and not "null" && Name is not ("bulkCreate" or "batchTransactions")
                ? Sent(sent)
                : [],
        ];
    }

    private static string CodeOf(string text) =>
        text.StartsWith('{') && JsonElement.Parse(text).TryGetProperty("code", out var code) ? code.ToString() : "";

    private IEnumerable<string> Body(JsonObject stated, HttpResponseMessage response, string text, bool isPart)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type == "text/event-stream")
        {
            yield break;
        }
        if (type is null || text.Length == 0)
        {
            if (stated["content"]?.AsObject().Count > 0)
            {
                yield return "a body is stated and none was sent";
            }
            yield break;
        }
        if (stated["content"]?[type] is not { } content)
        {
            yield return $"the content type {type} is not stated";
            yield break;
        }
        if (type == "application/problem+json" && stated["x-codes"]!.AsArray().All(c => (string?)c != CodeOf(text)))
        {
            yield return $"the code {CodeOf(text)} is not stated";
        }
        // Members that were not asked for are not there.
        if (!isPart && type.EndsWith("json", StringComparison.Ordinal) && content["schema"] is { } schema)
        {
            foreach (var wrong in schemas.Check(schema, text, closed: type == "application/json"))
            {
                yield return $"the answer: {wrong}";
            }
        }
    }

    // Each item of a bulk is judged by itself, so that what was accepted as a whole may hold some that were not.
    private IEnumerable<string> Sent(string sent)
    {
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
        {
            return [];
        }
        return schemas.Check(schema, sent, closed: false).Select(wrong => $"the request that was accepted: {wrong}");
    }
}

/// <summary>The schemas of the document, as JSON Schema 2020-12, which OpenAPI 3.1 uses.</summary>
internal sealed class DocumentSchemas
{
    private readonly Dictionary<(string Schema, bool Closed), JsonSchema> _built = [];
    private readonly JsonObject _headers;
    private readonly JsonObject _responses;
    private readonly JsonObject _open;
    private readonly JsonObject _closed;

    public DocumentSchemas(JsonObject document)
    {
        _headers = document["components"]!["headers"]!.AsObject();
        _responses = document["components"]!["responses"]!.AsObject();
        _open = document["components"]!["schemas"]!.DeepClone().AsObject();
        _closed = _open.DeepClone().AsObject();
        Close(_closed);
    }

    /// <summary>An answer that stands in the operation, or that it refers to.</summary>
    public JsonObject Response(JsonNode answer) =>
        ((string?)answer["$ref"] is { } reference ? _responses[reference.Split('/')[^1]]! : answer).AsObject();

    /// <summary>True for a header that is always there where it is stated.</summary>
    public bool IsRequired(JsonNode header) =>
        (string?)header["$ref"] is { } reference && (bool?)_headers[reference.Split('/')[^1]]?["required"] == true;

    public IEnumerable<string> Check(JsonNode schema, string json, bool closed)
    {
        JsonSchema built;
        lock (_built)
        {
            var key = (schema.ToJsonString(), closed);
            built = _built.TryGetValue(key, out var known) ? known : _built[key] = Build(schema, closed);
        }
        var result = built.Evaluate(
            JsonElement.Parse(json),
            new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = false }
        );
        return result.IsValid
            ? []
            : (result.Details ?? [])
                .Where(d => d.Errors is { Count: > 0 })
                .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {e.Value}"))
                .Take(3);
    }

    private JsonSchema Build(JsonNode schema, bool closed)
    {
        var whole = schema.DeepClone().AsObject();
        whole["$defs"] = (closed ? _closed : _open).DeepClone();
        return JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }

    /// <summary>Forbids members that are not stated.</summary>
    private static void Close(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            if (schema["properties"] is JsonObject && schema["additionalProperties"] is null && schema["allOf"] is null)
            {
                schema["additionalProperties"] = false;
            }
            foreach (var (_, member) in schema.ToList())
            {
                Close(member);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Close(item);
            }
        }
    }
}
