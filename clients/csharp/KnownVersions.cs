using System.Collections.Concurrent;

namespace Rupaya.Client;

/// <summary>What was read is changed only while it is as it was read. An <c>If-Match</c> of the caller's wins. Whoever was refused has not read it
/// anew.</summary>
internal sealed class KnownVersions
{
    private const int Most = 1000;
    private readonly ConcurrentDictionary<string, string> tags = new(StringComparer.Ordinal);

    public void Ask(HttpRequestMessage request)
    {
        var writes = request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete;
        if (writes && !request.Headers.Contains("If-Match") && tags.TryGetValue(request.RequestUri!.AbsolutePath, out var tag))
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }
    }

    public void Learn(HttpRequestMessage request, HttpResponseMessage answer)
    {
        var uri = request.RequestUri!;
        if (!answer.IsSuccessStatusCode || (request.Method == HttpMethod.Get && uri.Query.Length > 0))
        {
            return;
        }
        tags.TryRemove(uri.AbsolutePath, out _);
        if (answer.Headers.ETag is { } tag)
        {
            // Forgetting costs a client one comparison, never a write.
            if (tags.Count >= Most)
            {
                tags.Clear();
            }
            tags[uri.AbsolutePath] = tag.ToString();
        }
    }
}
