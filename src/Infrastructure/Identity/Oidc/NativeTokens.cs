using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>Takes the token that an app got from a provider by itself.</summary>
public sealed class NativeTokens
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly OidcFlows _flows;
    private readonly IdTokens _tokens;
    private readonly OidcRefusals _refusals;

    internal NativeTokens(OidcFlows flows, IdTokens tokens, OidcRefusals refusals) =>
        (_flows, _tokens, _refusals) = (flows, tokens, refusals);

    /// <param name="provider">Whose it should be.</param>
    /// <param name="idToken">The token.</param>
    /// <param name="flow">What stands for its nonce; null where none was asked for.</param>
    /// <param name="cancellation">Ends the wait for the provider.</param>
    /// <returns>Who it is; 401 <c>invalid_ticket</c>, 503 <c>provider_unavailable</c>.</returns>
    public async Task<Result<ProviderIdentity>> TakeAsync(
        OidcProvider provider,
        string idToken,
        string? flow,
        CancellationToken cancellation
    )
    {
        var nonce = flow is null ? null : await _flows.UseNativeAsync(provider.Name, flow, cancellation);
        if (nonce is null && (flow is not null || provider.RequireNonce))
        {
            return await RefuseAsync(provider, "flow", cancellation);
        }
        try
        {
            var expected = new ExpectedToken(provider.Audiences, MaxAge, nonce);
            var (identity, refusal) = await _tokens.CheckAsync(provider, idToken, expected, cancellation);
            return identity is null ? await RefuseAsync(provider, refusal!, cancellation)
                : await _flows.IsNewAsync(idToken, cancellation) ? identity
                : await RefuseAsync(provider, "used", cancellation);
        }
        catch (ProviderUnavailableException)
        {
            return Problems.ProviderUnavailable.Error;
        }
    }

    private async Task<Error> RefuseAsync(OidcProvider provider, string reason, CancellationToken cancellation)
    {
        await _refusals.WriteAsync(provider.Name, reason, userId: null, cancellation);
        return Problems.InvalidTicket.Error;
    }
}
