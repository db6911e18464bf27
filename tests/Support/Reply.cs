using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Rupaya.Support;

/// <summary>What came back.</summary>
public sealed record Reply(HttpStatusCode Status, string? ContentType, JsonElement Body, string Text, HttpResponseHeaders Headers)
{
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public override string ToString() => $"{(int)Status} {Text}";

    public IEnumerable<string> Fields => Body.GetProperty("errors").EnumerateObject().Select(e => e.Name);

    public JsonElement this[string name] => Body.GetProperty(name);

    /// <summary>The body of an expected success.</summary>
    /// <exception cref="InvalidOperationException">It was none.</exception>
    public JsonElement Ok() =>
        (int)Status is >= 200 and < 300 ? Body : throw new InvalidOperationException($"A success was expected, and this came: {this}");
}
