using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>The provider cannot be asked now, or what it says of itself cannot be used.</summary>
internal sealed class ProviderUnavailableException() : Exception("the provider is not available");

/// <summary>
/// What a provider says of itself: its endpoints and its keys. Read again after an hour. While it is gone the last answer serves for a day. One
/// request reads; those beside it take what is known. The library's own cache would serve the last answer for ever.
/// </summary>
internal sealed partial class ProviderMetadata(
    string name,
    string authority,
    ProviderHttp http,
    TimeProvider clock,
    ILogger<ProviderMetadata> logger
) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenReloads = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private Known? _known;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <summary>What is known, read where it has to be.</summary>
    /// <exception cref="ProviderUnavailableException">Nothing that is young enough is known.</exception>
    public Task<OpenIdConnectConfiguration> GetAsync(CancellationToken cancellation) =>
        _known is { } known && Age(known) < Fresh
            ? Task.FromResult(known.Configuration)
            : ReadAsync(k => k is null || Age(k) >= Fresh, AfterFailure, cancellation);

    /// <summary>The same after a token named a key that is not known: read again, at most once a minute.</summary>
    public Task<OpenIdConnectConfiguration> ReloadAsync(CancellationToken cancellation) =>
        ReadAsync(_ => true, BetweenReloads, cancellation);

    public void Dispose() => _one.Dispose();

    private async Task<OpenIdConnectConfiguration> ReadAsync(Func<Known?, bool> isWanted, TimeSpan pause, CancellationToken cancellation)
    {
        // Who has something to go on with does not wait for another's reading.
        var patience = _known is { } usable && Age(usable) < MaxAge ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        if (await _one.WaitAsync(patience, cancellation))
        {
            try
            {
                if (isWanted(_known) && clock.GetUtcNow() - _triedAt >= pause)
                {
                    _triedAt = clock.GetUtcNow();
                    await TryReadAsync();
                }
            }
            finally
            {
                _one.Release();
            }
        }
        return _known is { } known && Age(known) < MaxAge ? known.Configuration : throw new ProviderUnavailableException();
    }

    private async Task TryReadAsync()
    {
        try
        {
            // Everybody's: a client that leaves does not take it from the others.
            var address = $"{authority.TrimEnd('/')}/.well-known/openid-configuration";
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(address, http, CancellationToken.None);
            if (Problem(read) is { } problem)
            {
                Unusable(name, problem);
                return;
            }
            _known = new Known(read, clock.GetUtcNow());
        }
        // The library throws what its parsers throw: whatever a provider sends must not come further than here.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Unusable(name, e.GetType().Name);
        }
    }

    private string? Problem(OpenIdConnectConfiguration read) =>
        read.Issuer != authority ? "the issuer that it names is not Authority, byte for byte"
        : !http.MayBe(read.AuthorizationEndpoint) || !http.MayBe(read.TokenEndpoint) ? "an endpoint is missing or is not https"
        : read.JsonWebKeySet is not { Keys.Count: > 0 } ? "it has no keys"
        : null;

    private TimeSpan Age(Known known) => clock.GetUtcNow() - known.ReadAt;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider {Provider} cannot be used now: {Reason}")]
    private partial void Unusable(string provider, string reason);

    private sealed record Known(OpenIdConnectConfiguration Configuration, DateTimeOffset ReadAt);
}
