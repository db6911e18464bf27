using System.IO.Compression;
using System.Text.Json.Nodes;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Examples;

/// <summary>A call that was made: bodies by content type, each null where there is none.</summary>
internal sealed record Call(string Operation, int Status, JsonObject? Sent, JsonObject? Answer);

/// <summary>
/// Hears each call on its way. Before a write the clock goes on by some seconds: what is made later has the later instant and id, and what a worker
/// does after a write happens at the time of that write.
/// </summary>
internal sealed class CallListener(Clock clock) : DelegatingHandler(new HttpClientHandler())
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    // Of a file, as many lines as tell what it is like.
    private const int Lines = 5;

    /// <summary>Told of each call that succeeded.</summary>
    public Action<Call> Heard { get; set; } = _ => { };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            clock.Now += Step;
        }
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode && ApiRecorder.OperationOf(request) is { } operation)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            // Only now: who looks at the parts of a form adds headers to them.
            var sent = await SentAsync(request.Content);
            Heard(new Call(operation.Name, (int)response.StatusCode, sent, await AnswerAsync(response.Content)));
        }
        return response;
    }

    private static async Task<JsonObject?> SentAsync(HttpContent? content)
    {
        if (content is not MultipartFormDataContent form)
        {
            // The tests' client sends null for nothing.
            return content is not null && JsonNode.Parse(await content.ReadAsStringAsync()) is { } body
                ? new JsonObject { ["application/json"] = body }
                : null;
        }
        var parts = new JsonObject();
        foreach (var part in form)
        {
            parts[part.Headers.ContentDisposition!.Name!.Trim('"')] = await part.ReadAsStringAsync();
        }
        return new JsonObject { ["multipart/form-data"] = parts };
    }

    private static async Task<JsonObject?> AnswerAsync(HttpContent content) =>
        content.Headers.ContentType?.MediaType switch
        {
            null => null,
            "application/json" => new JsonObject { ["application/json"] = JsonNode.Parse(await content.ReadAsStringAsync()) },
            "application/zip" => new JsonObject { ["application/zip"] = await ContentsAsync(content) },
            var type => new JsonObject { [type] = Excerpt(await content.ReadAsStringAsync()) },
        };

    private static string Excerpt(string text) =>
        string.Join('\n', text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Take(Lines));

    private static async Task<string> ContentsAsync(HttpContent content)
    {
        using var zip = new ZipArchive(await content.ReadAsStreamAsync());
        return $"A ZIP of {string.Join(", ", zip.Entries.Select(e => e.FullName))}";
    }
}
