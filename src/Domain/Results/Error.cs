namespace Rupaya.Domain.Results;

/// <summary>What kind of refusal an <see cref="Error"/> is; the web layer maps each to one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong (400).</summary>
    Invalid,

    /// <summary>The caller is not signed in, or no longer (401).</summary>
    Unauthenticated,

    /// <summary>The caller is known but may not do this (403).</summary>
    Forbidden,

    /// <summary>The thing does not exist for this caller (404).</summary>
    NotFound,

    /// <summary>The thing is in a state that forbids this (409).</summary>
    Conflict,

    /// <summary>The version named by If-Match is stale (412).</summary>
    Stale,

    /// <summary>The body is larger than allowed (413).</summary>
    TooLarge,

    /// <summary>The content type is not accepted (415).</summary>
    UnsupportedMedia,

    /// <summary>Good in itself, but what it belongs to was refused (424).</summary>
    Dependent,

    /// <summary>An idempotency key was used for another request (422).</summary>
    Unprocessable,

    /// <summary>Too many failures; the account rests for a while (423).</summary>
    Locked,

    /// <summary>More requests than a limit allows (429).</summary>
    TooMany,

    /// <summary>A dependency is busy or gone; trying again later is right (503).</summary>
    Unavailable,
}

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

    /// <summary>400 <c>validation_failed</c> naming one field.</summary>
    public static Error Field(string field, string message) => Field([field], message);

    /// <summary>400 <c>validation_failed</c> naming several fields that are wrong in the same way.</summary>
    public static Error Field(IEnumerable<string> fields, string message) =>
        new(
            ErrorKind.Invalid,
            "validation_failed",
            "The request has invalid fields.",
            fields.ToDictionary(field => field, field => new[] { FieldMessage.Of(field, message) }, StringComparer.Ordinal)
        );

    /// <summary>400 with a code of its own, naming the field it is about.</summary>
    public static Error Invalid(string code, string message, string? field = null) =>
        new(
            ErrorKind.Invalid,
            code,
            message,
            field is null ? null : new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [FieldMessage.Of(field, message)] }
        );

    /// <summary>404 <c>not_found</c>: the same answer for unknown and foreign ids.</summary>
    public static Error NotFound(string what) => new(ErrorKind.NotFound, "not_found", $"{what} not found.");

    /// <summary>409 with a code.</summary>
    public static Error Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);

    /// <summary>401 <c>invalid_token</c>.</summary>
    public static Error InvalidToken { get; } =
        new(ErrorKind.Unauthenticated, "invalid_token", "The token is missing, expired or revoked.");

    /// <summary>423 <c>account_locked</c> with the time until it opens.</summary>
    public static Error AccountLocked(TimeSpan retryAfter) =>
        new(ErrorKind.Locked, "account_locked", "Account temporarily locked") { RetryAfter = retryAfter };

    /// <summary>403 <c>forbidden</c>.</summary>
    public static Error Forbidden { get; } = new(ErrorKind.Forbidden, "forbidden", "Your role in this book does not allow this.");
}
