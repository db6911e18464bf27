namespace Rupaya.Domain.Results;

#pragma warning disable CS1591 // Each says itself what it is.
// Problems of any request: its form, its limits, and faults of ours.
public static partial class Problems
{
    public static readonly Problem BadRequest = new(
        "bad_request",
        ErrorKind.Invalid,
        "The request could not be understood.",
        "Look at the request line and the headers.",
        Retry.AfterChange
    );

    public static readonly Problem BulkAborted = new(
        "bulk_aborted",
        ErrorKind.Dependent,
        "Another item was refused, so nothing was written.",
        "Mend the items that have problems of their own and send all again.",
        Retry.AfterChange
    );

    public static readonly Problem CursorMismatch = new(
        "cursor_mismatch",
        ErrorKind.Invalid,
        "The cursor belongs to another list, or to other filters or another order.",
        "Keep everything but limit and fields from page to page, or begin again without a cursor.",
        Retry.AfterChange
    );

    public static readonly Problem DatabaseUnavailable = new(
        "database_unavailable",
        ErrorKind.Unavailable,
        "The database is not available. Try again in a moment.",
        "Wait as long as Retry-After says.",
        Retry.Later
    );

    public static readonly Problem IdempotencyInFlight = new(
        "idempotency_in_flight",
        ErrorKind.Conflict,
        "A request with this Idempotency-Key is in flight.",
        "Wait a moment and send the same request again.",
        Retry.Later
    );

    public static readonly Problem IdempotencyKeyReused = new(
        "idempotency_key_reused",
        ErrorKind.Unprocessable,
        "This Idempotency-Key was used for a different request.",
        "Make a new key for each new request.",
        Retry.Never
    );

    public static readonly Problem InternalError = new(
        "internal_error",
        ErrorKind.Internal,
        "Something went wrong on our side.",
        "Tell the operator the requestId. Repeat a write only with its Idempotency-Key.",
        Retry.Later
    );

    public static readonly Problem InvalidCursor = new(
        "invalid_cursor",
        ErrorKind.Invalid,
        "The cursor is not one that this list returned.",
        "Take it from the Link header of the page before, with the same filters and order.",
        Retry.AfterChange
    );

    public static readonly Problem InvalidIdempotencyKey = new(
        "invalid_idempotency_key",
        ErrorKind.Invalid,
        "Idempotency-Key must have 1 to 255 characters.",
        "A UUID is fine.",
        Retry.AfterChange
    );

    public static readonly Problem MalformedForm = new(
        "malformed_form",
        ErrorKind.Invalid,
        "The multipart form is broken off or malformed.",
        "Send the whole form.",
        Retry.AfterChange
    );

    public static readonly Problem MalformedJson = new(
        "malformed_json",
        ErrorKind.Invalid,
        "The body is not a JSON object that this address takes.",
        "Send a JSON object with the members of the operation.",
        Retry.AfterChange
    );

    public static readonly Problem MethodNotAllowed = new(
        "method_not_allowed",
        ErrorKind.MethodNotAllowed,
        "This address does not take that method.",
        "Look the operation up in the document.",
        Retry.Never
    );

    public static readonly Problem NotFound = new(
        "not_found",
        ErrorKind.NotFound,
        "There is nothing at this address.",
        "It does not exist, or not for you.",
        Retry.Never
    );

    public static readonly Problem PayloadTooLarge = new(
        "payload_too_large",
        ErrorKind.TooLarge,
        "The body is larger than this address takes.",
        "Send less at once.",
        Retry.AfterChange
    );

    public static readonly Problem RateLimited = new(
        "rate_limited",
        ErrorKind.TooMany,
        "Too many requests. Try again later.",
        "Wait as long as Retry-After says; RateLimit tells what is left.",
        Retry.Later
    );

    public static readonly Problem SearchTimeout = new(
        "search_timeout",
        ErrorKind.Unavailable,
        "The search took longer than a second. Narrow it down, by dates or by an account.",
        "Narrow the search down, then try again.",
        Retry.AfterChange
    );

    public static readonly Problem StaleVersion = new(
        "stale_version",
        ErrorKind.Stale,
        "The resource has changed since the version in If-Match.",
        "Read it again and repeat the change on what is there.",
        Retry.AfterChange
    );

    public static readonly Problem SyncReset = new(
        "sync_reset",
        ErrorKind.Conflict,
        "The book was restored to a moment before what you have seen.",
        "Forget the book and start again from 0.",
        Retry.AfterChange
    );

    public static readonly Problem TooManyMatches = new(
        "too_many_matches",
        ErrorKind.Conflict,
        "More transactions match than can be changed at once.",
        "Narrow the filter down and change them in parts.",
        Retry.AfterChange
    );

    public static readonly Problem TooManyStreams = new(
        "too_many_streams",
        ErrorKind.TooMany,
        "Too many streams are open at once.",
        "Close one of the streams.",
        Retry.AfterChange
    );

    public static readonly Problem UnknownField = new(
        "unknown_field",
        ErrorKind.Invalid,
        "The answer has no such field.",
        "Name members of the answer, with commas between; the nearest known ones are given.",
        Retry.AfterChange
    );

    public static readonly Problem UnknownParameter = new(
        "unknown_parameter",
        ErrorKind.Invalid,
        "The request has parameters or members that are not known.",
        "Correct the names; the nearest known ones are given.",
        Retry.AfterChange
    );

    public static readonly Problem UnknownSeq = new(
        "unknown_seq",
        ErrorKind.Invalid,
        "The book has not come so far.",
        "Start again from 0.",
        Retry.AfterChange
    );

    public static readonly Problem UnsupportedMediaType = new(
        "unsupported_media_type",
        ErrorKind.UnsupportedMedia,
        "The content type is not accepted here.",
        "Send application/json in UTF-8, or for uploads multipart/form-data.",
        Retry.AfterChange
    );

    public static readonly Problem ValidationFailed = new(
        "validation_failed",
        ErrorKind.Invalid,
        "The request has invalid fields.",
        "Correct the fields that errors names.",
        Retry.AfterChange
    );
}
