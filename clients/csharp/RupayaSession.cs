using System.Net;
using System.Net.Http.Json;

namespace Rupaya.Client;

/// <summary>The tokens of somebody who signed in. Many requests that find the token expired share one refresh.</summary>
public sealed class RupayaSession : IDisposable
{
    private const string Refresh = "api/v1/auth/refresh";
    private readonly SemaphoreSlim one = new(1);
    private readonly ITokenStore? store;
    private Tokens? tokens;
    private bool loaded;

    internal RupayaSession(ITokenStore? store) => this.store = store;

    /// <summary>Takes over what a way of signing in answered.</summary>
    public Task KeepAsync(SignedIn signedIn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signedIn);
        return KeepAsync(new Tokens(signedIn.AccessToken, signedIn.RefreshToken), cancellationToken);
    }

    /// <summary>Takes tokens over; null forgets them.</summary>
    public Task KeepAsync(Tokens? newTokens, CancellationToken cancellationToken = default)
    {
        (tokens, loaded) = (newTokens, true);
        return store?.SaveAsync(newTokens, cancellationToken) ?? Task.CompletedTask;
    }

    internal async Task<string?> AccessTokenAsync(CancellationToken cancellationToken)
    {
        if (!loaded && store is not null)
        {
            tokens = await store.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        loaded = true;
        return tokens?.AccessToken;
    }

    /// <param name="used">The token that was refused: another one may be there already.</param>
    /// <param name="send">Sends with patience, without a session.</param>
    /// <param name="cancellationToken">Of the request that wants it.</param>
    internal async Task RenewAsync(
        string used,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tokens is { RefreshToken: { } refreshToken } now && now.AccessToken == used)
            {
                await AskAsync(now with { AttemptId = now.AttemptId ?? Operations.NewKey() }, refreshToken, send, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            one.Release();
        }
    }

    private async Task AskAsync(
        Tokens attempt,
        string refreshToken,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        // Kept before it is asked: whoever lost the answer, by a restart too, gets the same one again.
        await KeepAsync(attempt, cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Refresh, UriKind.Relative))
        {
            Content = JsonContent.Create(new { refreshToken, attemptId = attempt.AttemptId }),
        };
        // The key says that it may be repeated; what makes it so is the attempt.
        request.Headers.Add("Idempotency-Key", attempt.AttemptId);
        using var answer = await send(request, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
        {
            var next = await answer.Content.ReadFromJsonAsync<SessionTokens>(cancellationToken).ConfigureAwait(false);
            await KeepAsync(new Tokens(next!.AccessToken, next.RefreshToken), cancellationToken).ConfigureAwait(false);
        }
        else if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            await KeepAsync((Tokens?)null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();
}
