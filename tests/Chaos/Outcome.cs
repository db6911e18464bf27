using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rupaya.Chaos;

internal enum OutcomeKind
{
    /// <summary>Acknowledged.</summary>
    Ok,

    /// <summary>Refused for good, with a code.</summary>
    Refused,

    /// <summary>It may have happened or not: the connection broke, or the answer says that something it needs is away.</summary>
    Unknown,

    /// <summary>An answer of no kind that has been decided: a failure of the product.</summary>
    Odd,
}

/// <summary>What a client learned from one attempt.</summary>
internal sealed record Outcome(OutcomeKind Kind, HttpStatusCode? Status, string Code, string Why, bool Replayed, JsonElement Body)
{
    /// <summary>Codes of 5xx answers whose behaviour is decided: the client comes again.</summary>
    private static readonly HashSet<string> Decided = new(StringComparer.Ordinal)
    {
        "database_unavailable",
        "book_busy",
        "server_busy",
        "idempotency_in_flight",
    };

    /// <summary>Refusals that valid requests of this workload can meet; any other is the product's mistake.</summary>
    private static readonly HashSet<string> Expected = new(StringComparer.Ordinal) { "insufficient_balance", "invalid_token" };

    public static async Task<Outcome> OfAsync(HttpClient http, HttpMethod method, string path, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        try
        {
            using var response = await http.SendAsync(request);
            return Of(response, await response.Content.ReadAsStringAsync());
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return new Outcome(OutcomeKind.Unknown, null, "", e.GetType().Name, Replayed: false, default);
        }
    }

    private static Outcome Of(HttpResponseMessage response, string text)
    {
        var status = response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            var replayed = response.Headers.Contains("Idempotency-Replayed");
            return new Outcome(OutcomeKind.Ok, status, "", "", replayed, text.Length == 0 ? default : JsonElement.Parse(text));
        }
        var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var code = problem ? JsonElement.Parse(text).GetProperty("code").GetString()! : "";
        var kind =
            !problem ? OutcomeKind.Odd
            : Decided.Contains(code) ? OutcomeKind.Unknown
            : Expected.Contains(code) || status == HttpStatusCode.NotFound ? OutcomeKind.Refused
            : OutcomeKind.Odd;
        return new Outcome(kind, status, code, $"{(int)status} {code} {(problem ? "" : text)}".Trim(), Replayed: false, default);
    }
}
