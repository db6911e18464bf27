using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Rupaya.Client;

/// <summary>Sends until there is an answer that a repetition would not change: with the token and the book, a key for what may be done once only,
/// and the version that was read.</summary>
internal sealed class RupayaHandler(RupayaOptions options, RupayaSession session) : DelegatingHandler(options.Inner())
{
    private readonly KnownVersions versions = new();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options.Book is { } book)
        {
            AddMissing(request, "X-Book-Id", book.ToString());
        }
        if (request.Method == HttpMethod.Post && Operations.TakesKey(request.RequestUri!))
        {
            AddMissing(request, "Idempotency-Key", Operations.NewKey());
        }
        versions.Ask(request);
        var answer = options.Token is null
            ? await WithSessionAsync(request, cancellationToken).ConfigureAwait(false)
            : await PatientlyAsync(request, options.Token, cancellationToken).ConfigureAwait(false);
        versions.Learn(request, answer);
        return answer;
    }

    private async Task<HttpResponseMessage> WithSessionAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var used = await session.AccessTokenAsync(cancellationToken).ConfigureAwait(false);
        var answer = await PatientlyAsync(request, used, cancellationToken).ConfigureAwait(false);
        if (used is null || !await IsExpiredAsync(answer, cancellationToken).ConfigureAwait(false))
        {
            return answer;
        }
        answer.Dispose();
        await session.RenewAsync(used, RefreshAsync, cancellationToken).ConfigureAwait(false);
        return await PatientlyAsync(request, await session.AccessTokenAsync(cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> RefreshAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(options.Url, request.RequestUri!);
        return PatientlyAsync(request, token: null, cancellationToken);
    }

    private async Task<HttpResponseMessage> PatientlyAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (request.Content is not null)
        {
            await request.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        }
        for (var n = 1; ; n++)
        {
            var answer = await OnceAsync(request, last: n >= options.Tries, cancellationToken).ConfigureAwait(false);
            var wait = Pause(n, answer);
            if (answer is not null && (n >= options.Tries || !WorthRepeating(request, answer) || wait > options.LongestWait))
            {
                return answer;
            }
            answer?.Dispose();
            await Task.Delay(wait, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage?> OnceAsync(HttpRequestMessage request, bool last, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException) when (!last && Repeatable(request))
        {
            return null;
        }
    }

    /// <summary>Longer each time, with a little chance in it so that many clients do not come back at once.</summary>
    private TimeSpan Pause(int n, HttpResponseMessage? answer)
    {
        var asked = answer?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.Time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return TimeSpan.FromSeconds(Math.Max(asked.TotalSeconds, Math.Pow(2, n) / 4) * (1 + (RandomNumberGenerator.GetInt32(250) / 1000d)));
    }

    /// <summary>Twice is the same as once. A POST says so by its key.</summary>
    private static bool Repeatable(HttpRequestMessage request) =>
        request.Method != HttpMethod.Post || request.Headers.Contains("Idempotency-Key");

    /// <summary>What was refused for its number was not done; a 503 may have been.</summary>
    private static bool WorthRepeating(HttpRequestMessage request, HttpResponseMessage answer) =>
        (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null)
        || (answer.StatusCode == HttpStatusCode.ServiceUnavailable && Repeatable(request));

    private static async Task<bool> IsExpiredAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            return false;
        }
        await answer.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return body.Contains("\"code\":\"invalid_token\"", StringComparison.Ordinal);
    }

    private static void AddMissing(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.Contains(name))
        {
            request.Headers.Add(name, value);
        }
    }
}
