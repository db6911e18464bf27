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

    public static async Task<Outcome> OfAsync(Client client, HttpMethod method, string path, object? body, string? key)
    {
        (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key)];
        try
        {
            return Of(await client.SendAsync(method, path, body is null ? null : JsonContent.Create(body), headers));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return new Outcome(OutcomeKind.Unknown, null, "", e.GetType().Name, Replayed: false, default);
        }
    }

    private static Outcome Of(Reply reply)
    {
        var status = reply.Status;
        if ((int)status is >= 200 and < 300)
        {
            return new Outcome(OutcomeKind.Ok, status, "", "", reply.Headers.Contains("Idempotency-Replayed"), reply.Body);
        }
        var problem = reply.ContentType == "application/problem+json";
        var code = problem ? reply.Code! : "";
        var kind =
            !problem ? OutcomeKind.Odd
            : Decided.Contains(code) ? OutcomeKind.Unknown
            : Expected.Contains(code) || status == HttpStatusCode.NotFound ? OutcomeKind.Refused
            : OutcomeKind.Odd;
        return new Outcome(kind, status, code, $"{(int)status} {code} {(problem ? "" : reply.Text)}".Trim(), Replayed: false, default);
    }
}
