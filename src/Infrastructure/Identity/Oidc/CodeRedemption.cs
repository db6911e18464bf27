using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>What a token endpoint gave for a code; both are thrown away once they were looked at.</summary>
/// <param name="IdToken">Says who it is.</param>
/// <param name="AccessToken">Only compared with what the id token says of it; null where none came.</param>
internal sealed record ProviderTokens(string IdToken, string? AccessToken);

/// <summary>Redeems a code with its verifier and as the client that it was made for.</summary>
internal sealed class CodeRedemption(TimeProvider clock)
{
    /// <summary>Null where the provider refused it.</summary>
    /// <exception cref="ProviderUnavailableException">It did not answer, or not what a token endpoint answers.</exception>
    public async Task<ProviderTokens?> RedeemAsync(OidcProvider provider, string code, string verifier, CancellationToken cancellation)
    {
        var configuration = await provider.Metadata.GetAsync(cancellation);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = provider.RedirectUri,
            ["code_verifier"] = verifier,
        };
        var authorization = ClientAuthentication.Add(form, provider, configuration, clock.GetUtcNow());
        var asked = Stopwatch.GetTimestamp();
        try
        {
            var (status, text) = await provider.Http.PostAsync(configuration.TokenEndpoint, form, authorization, cancellation);
            return status switch
            {
                HttpStatusCode.OK => Read(text),
                HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => null,
                _ => throw new ProviderUnavailableException(),
            };
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ProviderUnavailableException();
        }
        finally
        {
            Telemetry.OidcDuration.Record(
                Stopwatch.GetElapsedTime(asked).TotalSeconds,
                new KeyValuePair<string, object?>("provider", provider.Name)
            );
        }
    }

    private static ProviderTokens Read(string text)
    {
        var answer = JsonElement.Parse(text);
        return answer.ValueKind == JsonValueKind.Object && Text(answer, "id_token") is { } token
            ? new ProviderTokens(token, Text(answer, "access_token"))
            : throw new ProviderUnavailableException();
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
