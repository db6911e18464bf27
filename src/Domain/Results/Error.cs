namespace Rupaya.Domain.Results;

/// <summary>A refusal with a stable snake_case <paramref name="Code"/>, a sentence for people and, for validation, the fields.</summary>
/// <param name="Kind">Maps to the HTTP status.</param>
/// <param name="Code">Stable; clients switch on it.</param>
/// <param name="Message">One sentence, free of secrets and internals.</param>
/// <param name="Fields">Messages by camelCase field name, for <c>validation_failed</c>.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, IReadOnlyDictionary<string, string[]>? Fields = null)
{
    /// <summary>When trying again makes sense; null where no time helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>With 412: the version that is current now.</summary>
    public long? CurrentVersion { get; init; }

    /// <summary>What more a client needs to know, by camelCase name.</summary>
    public IReadOnlyDictionary<string, object?>? More { get; init; }

    /// <summary>What the <c>WWW-Authenticate</c> header says after <c>Bearer</c>; null for no such header, or on 401 for the bare word.</summary>
    public string? Challenge { get; init; }

    /// <summary>400 <c>validation_failed</c> naming one field.</summary>
    public static Error Field(string field, string message) => Field([field], message);

    /// <summary>400 <c>validation_failed</c> naming several fields that are wrong in the same way.</summary>
    public static Error Field(IEnumerable<string> fields, string message) =>
        Problems.ValidationFailed.Error with
        {
            Fields = fields.ToDictionary(field => field, field => new[] { FieldMessage.Of(field, message) }, StringComparer.Ordinal),
        };

    /// <summary>404 <c>not_found</c>: the same answer for unknown and foreign ids.</summary>
    public static Error NotFound(string what) => Problems.NotFound.Because($"{what} not found.");

    /// <summary>401 <c>invalid_token</c>.</summary>
    public static Error InvalidToken { get; } = Problems.InvalidToken.Error;

    /// <summary>423 <c>account_locked</c> with the time until it opens.</summary>
    public static Error AccountLocked(TimeSpan retryAfter) => Problems.AccountLocked.Error with { RetryAfter = retryAfter };

    /// <summary>403 <c>forbidden</c>.</summary>
    public static Error Forbidden { get; } = Problems.Forbidden.Error;
}
