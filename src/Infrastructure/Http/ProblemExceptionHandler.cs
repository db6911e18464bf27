using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Platform.Logs;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Http;

/// <summary>Turns what was thrown into a problem: bad requests by their cause, a missing database into 503, the rest into a silent 500.</summary>
internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var (error, status) = Describe(exception);
        if (error.Code == "internal_error")
        {
            Unhandled(exception, RequestNames.Method(httpContext), RequestNames.Endpoint(httpContext) ?? "(no route)");
        }
        else if (error.Kind == ErrorKind.Unavailable)
        {
            DatabaseGone(exception.Message);
        }
        await new ProblemResult(error, status).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The problem for a status that something below us set without a body.</summary>
    public static Error OfStatus(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => Problems.NotFound.Error,
            StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed.Error,
            StatusCodes.Status413PayloadTooLarge => TooLarge,
            StatusCodes.Status415UnsupportedMediaType => WrongMedia,
            _ => Problems.BadRequest.Error,
        };

    private static readonly Error TooLarge = Problems.PayloadTooLarge.Error;
    private static readonly Error WrongMedia = Problems.UnsupportedMediaType.Error;

    private static (Error Error, int? Status) Describe(Exception exception) =>
        exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (TooLarge, null),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => (WrongMedia, null),
            BadHttpRequestException bad => (Problems.MalformedJson.Because("A JSON body is required."), bad.StatusCode),
            JsonException json => (OfJson(json), null),
            _ when PostgresFaults.IsUnavailable(exception) => (Problems.DatabaseUnavailable.Error, null),
            _ => (Problems.InternalError.Error, StatusCodes.Status500InternalServerError),
        };

    /// <summary>What is wrong with JSON that does not fit, naming the field where one is to blame.</summary>
    public static Error OfJson(JsonException json)
    {
        var malformed = json.InnerException?.GetType().Name == "JsonReaderException" || json.Path is null or "$";
        if (malformed)
        {
            return Problems.MalformedJson.Error;
        }
        var ours = json.Message.StartsWith("Must be", StringComparison.Ordinal);
        var field = json.Path!.StartsWith("$.", StringComparison.Ordinal) ? json.Path[2..] : json.Path;
        return Error.Field(field, ours ? json.Message : Expected(TypeOf(json)));
    }

    /// <summary>The type that a JSON value did not fit: of a scalar only what was thrown inside says it, the message names what it is a member of.</summary>
    private static string TypeOf(JsonException json) =>
        json.InnerException is InvalidOperationException or FormatException
        && WrongToken().Match(json.InnerException.Message) is { Success: true } token
            ? token.Groups["type"].Value
            : FailedConversion().Match(json.Message).Groups["type"].Value;

    /// <summary>What a value should have been, by the name of the type that it did not fit.</summary>
    public static string Expected(string type) =>
        type switch
        {
            _ when type.Contains("QueryDate", StringComparison.Ordinal) => "Must be a date that exists, as YYYY-MM-DD.",
            _ when type.Contains("QueryNumber", StringComparison.Ordinal) => "Must be a number, as 12.50.",
            _ when type.Contains("QueryInstant", StringComparison.Ordinal) => "Must be an instant, as 2026-11-30T08:00:00Z.",
            _ when type.Contains("QueryIds", StringComparison.Ordinal) => "Must be 1 to 100 UUIDs with commas between.",
            _ when type.Contains("QueryWords", StringComparison.Ordinal) => "Must be 1 to 100 words with commas between.",
            _ when type.Contains("Guid", StringComparison.Ordinal) => "Must be a UUID.",
            _ when type.Contains("bool", StringComparison.OrdinalIgnoreCase) => "Must be true or false.",
            _ when type.Contains("int", StringComparison.OrdinalIgnoreCase) || type.Contains("long", StringComparison.Ordinal) =>
                "Must be a whole number.",
            _ when type.EndsWith("[]", StringComparison.Ordinal) || type.Contains("List`1", StringComparison.Ordinal) => "Must be a list.",
            _ when type.EndsWith("string", StringComparison.OrdinalIgnoreCase) => "Must be text.",
            _ when type.StartsWith("DateTime", StringComparison.Ordinal) => "Must be an instant, as 2026-11-30T08:00:00Z.",
            "number" => "Must be a number.",
            "surrogate" => "Must not contain NUL or broken characters.",
            _ => "Has the wrong type or form.",
        };

    [GeneratedRegex(
        "token type '\\w+' as a (?<type>string|number|boolean)|in a supported (?<type>\\w+) format|out of bounds for an? (?<type>\\w+)|(?<type>surrogate)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex WrongToken();

    // The type stands without its assembly: Nullable`1[System.Int32].
    [GeneratedRegex("converted to (?<type>\\S+?)\\.? Path:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FailedConversion();

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled failure of {Method} {Endpoint}")]
    private partial void Unhandled(Exception exception, string method, string endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is not available: {Reason}")]
    private partial void DatabaseGone(string reason);
}
