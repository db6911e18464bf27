using System.Text.Json;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Text;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>What a browser brings from a provider.</summary>
/// <param name="Code">Gets the tokens; null with an error.</param>
/// <param name="State">The flow's.</param>
/// <param name="Iss">Who answers, where the provider says so.</param>
/// <param name="Error">Why there is no code.</param>
/// <param name="User">Apple's: what the person is called, at their first sign-in only.</param>
public sealed record ProviderAnswer(string? Code, string? State, string? Iss, string? Error, string? User);

/// <summary>
/// Receives a browser from a provider: the state, who answers, the code, the token, in this order, and nothing is sent to anybody before the first two
/// were right. Then the browser goes where its flow said in the beginning, and nowhere else.
/// </summary>
public sealed class OidcReception
{
    private const string AccessDenied = "access_denied";
    private const string InvalidState = "invalid_state";
    private const string ProviderError = "provider_error";

    private static readonly string[] Denials = [AccessDenied, "user_cancelled_authorize", "user_cancelled_login"];
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private readonly OidcProviders _providers;
    private readonly OidcFlows _flows;
    private readonly CodeRedemption _redemption;
    private readonly IdTokens _tokens;
    private readonly OidcRefusals _refusals;
    private readonly IOptions<OidcOptions> _options;

    internal OidcReception(
        OidcProviders providers,
        OidcFlows flows,
        CodeRedemption redemption,
        IdTokens tokens,
        OidcRefusals refusals,
        IOptions<OidcOptions> options
    )
    {
        (_providers, _flows, _redemption) = (providers, flows, redemption);
        (_tokens, _refusals, _options) = (tokens, refusals, options);
    }

    /// <param name="provider">Whose address was called.</param>
    /// <param name="answer">What came.</param>
    /// <param name="cancellation">Ends when the browser is gone.</param>
    /// <returns>Where the browser goes, with a ticket or an error behind the #; null for nowhere.</returns>
    public async Task<string?> ReceiveAsync(string provider, ProviderAnswer answer, CancellationToken cancellation)
    {
        if (
            await _flows.TakeAsync(answer.State, cancellation) is not { } flow
            || !_options.Value.ReturnUrls.Contains(flow.ReturnTo, StringComparer.Ordinal)
        )
        {
            return null;
        }
        var judged =
            flow.IsLive && flow.Provider == provider && _providers.Find(provider) is { } known
                ? await JudgeAsync(known, flow, answer, cancellation)
                : new Judged(null, InvalidState, "state");
        if (judged.Identity is not null)
        {
            return $"{flow.ReturnTo}#ticket={await _flows.KeepAsync(flow.FlowId, judged.Identity, cancellation)}";
        }
        if (judged.Error != AccessDenied)
        {
            await _refusals.WriteAsync(flow.Provider, judged.Reason!, flow.UserId, cancellation);
        }
        return $"{flow.ReturnTo}#error={judged.Error}";
    }

    private async Task<Judged> JudgeAsync(OidcProvider provider, ReturnedFlow flow, ProviderAnswer answer, CancellationToken cancellation)
    {
        try
        {
            // RFC 9207: one that says it names itself always does.
            var names = (await provider.Metadata.GetAsync(cancellation)).AuthorizationResponseIssParameterSupported;
            if (answer.Iss is null ? names : answer.Iss != provider.Options.Authority)
            {
                return new Judged(null, InvalidState, "answering_issuer");
            }
            if (answer.Code is null)
            {
                return Denials.Contains(answer.Error, StringComparer.Ordinal)
                    ? new Judged(null, AccessDenied, null)
                    : new Judged(null, ProviderError, "no_code");
            }
            if (await _redemption.RedeemAsync(provider, answer.Code, flow.Verifier, cancellation) is not { } tokens)
            {
                return new Judged(null, ProviderError, "code");
            }
            var expected = new ExpectedToken([provider.Options.ClientId], MaxAge, flow.Nonce, tokens.AccessToken, Since(flow));
            var (identity, refusal) = await _tokens.CheckAsync(provider, tokens.IdToken, expected, cancellation);
            return identity is null
                ? new Judged(null, ProviderError, refusal)
                : new Judged(identity with { Name = identity.Name ?? NameOf(provider, answer.User) }, null, null);
        }
        catch (ProviderUnavailableException)
        {
            return new Judged(null, ProviderError, "unavailable");
        }
    }

    // Of whole seconds, as the claim is.
    private static DateTimeOffset? Since(ReturnedFlow flow) =>
        flow.Purpose == FlowPurpose.StepUp ? DateTimeOffset.FromUnixTimeSeconds(flow.CreatedAt.ToUnixTimeSeconds()) : null;

    /// <summary>Apple's name comes through the browser and is signed by nobody: it is what they are called, and nothing hangs on it.</summary>
    private static string? NameOf(OidcProvider provider, string? user)
    {
        if (provider.Kind != OidcProvider.AppleKind || user is not { Length: > 0 and < 4096 })
        {
            return null;
        }
        try
        {
            var name = JsonElement.Parse(user).GetProperty("name");
            var full = $"{name.GetProperty("firstName").GetString()} {name.GetProperty("lastName").GetString()}".Trim();
            return TextLength.Fits(full, 200) && Rules.IsStorable(full) && NameKey.Of(full).Length > 0 ? full : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Judged(ProviderIdentity? Identity, string? Error, string? Reason);
}
