using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Rupaya.Client;

/// <summary>The API, one method for each operation. What is refused is an <see cref="ApiException"/>.</summary>
public partial class RupayaApi : IDisposable
{
    private static readonly AsyncLocal<Answered?> Current = new();
    private HttpClient? owned;

    /// <summary>With the tokens, the keys, the versions and the patience that the options say.</summary>
    public static RupayaApi Create(RupayaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var session = new RupayaSession(options.Store);
        var http = new HttpClient(new RupayaHandler(options, session)) { BaseAddress = options.Url, Timeout = Timeout.InfiniteTimeSpan };
        return new RupayaApi(http) { owned = http, Session = session };
    }

    /// <summary>Who is signed in.</summary>
    public RupayaSession Session { get; private init; } = new(null);

    /// <summary>Signs in and keeps the tokens; where a second factor is wanted, only <see cref="SignedIn.MfaToken"/> is there.</summary>
    public async Task<SignedIn> SignInAsync(SigninRequest request, CancellationToken cancellationToken = default)
    {
        var signedIn = await SigninAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (signedIn.AccessToken is not null)
        {
            await Session.KeepAsync(signedIn, cancellationToken).ConfigureAwait(false);
        }
        return signedIn;
    }

    /// <summary>Every item of a list, page by page as they are wanted.</summary>
    /// <param name="page">Fetches the page of a cursor, such as <c>(cursor, stop) => api.ListAccountsAsync(cursor: cursor, cancellationToken: stop)</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(
        Func<string?, CancellationToken, Task<IReadOnlyList<T>>> page,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(page);
        string? cursor = null;
        do
        {
            // The generated calls answer the body only; the link to the next page is put here.
            var answered = new Answered();
            Current.Value = answered;
            var items = await page(cursor, cancellationToken).ConfigureAwait(false);
            foreach (var item in items)
            {
                yield return item;
            }
            cursor = answered.Cursor;
        } while (cursor is not null);
    }

    /// <summary>What changes, within a second of it, for ever: it connects again where it broke off.</summary>
    public async IAsyncEnumerable<SyncHintView> ChangesAsync(
        long? since = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var last = since;
        while (true)
        {
            await foreach (var hint in ConnectionAsync(last, cancellationToken).ConfigureAwait(false))
            {
                last = hint.Seq;
                yield return hint;
            }
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<SyncHintView> ConnectionAsync(long? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = since is null ? "api/v1/sync/stream" : $"api/v1/sync/stream?since={since}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var answer = await _httpClient
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        await RefuseAsync(answer, cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var events = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<SyncHintView>(data)!).EnumerateAsync(cancellationToken);
        await using var each = events.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(each).ConfigureAwait(false))
        {
            yield return each.Current.Data;
        }
    }

    private async Task RefuseAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var headers = answer.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);
            var problem = await ReadObjectResponseAsync<Problem>(answer, headers, cancellationToken).ConfigureAwait(false);
            throw new ApiException<Problem>("The stream was refused", (int)answer.StatusCode, problem.Text, headers, problem.Object, null);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<SyncHintView>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        owned?.Dispose();
        Session.Dispose();
        GC.SuppressFinalize(this);
    }

    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;

    partial void ProcessResponse(HttpClient client, HttpResponseMessage response)
    {
        if (Current.Value is { } answered)
        {
            answered.Cursor = response.Headers.TryGetValues("Link", out var links) ? NextOf(string.Join(',', links)) : null;
        }
    }

    private static string? NextOf(string links) =>
        Next().Match(links) is { Success: true } next ? Uri.UnescapeDataString(next.Groups["cursor"].Value) : null;

    [GeneratedRegex("[?&]cursor=(?<cursor>[^&>]+)[^>]*>; *rel=\"next\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Next();

    private sealed class Answered
    {
        public string? Cursor { get; set; }
    }
}
