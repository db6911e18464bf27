using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Persistence;

namespace Rupaya.Infrastructure.Web;

/// <summary>Turns what was thrown into a problem: bad requests by their cause, a missing database into 503, the rest into a silent 500.</summary>
internal sealed partial class Faults(ILogger<Faults> logger) : IExceptionHandler
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
            Unhandled(exception, httpContext.Request.Method, httpContext.Request.Path.Value?.ReplaceLineEndings(" ") ?? "");
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
            StatusCodes.Status404NotFound => new Error(ErrorKind.NotFound, "not_found", "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => new Error(
                ErrorKind.Invalid,
                "method_not_allowed",
                "This address does not take that method."
            ),
            StatusCodes.Status413PayloadTooLarge => TooLarge,
            StatusCodes.Status415UnsupportedMediaType => WrongMedia,
            _ => new Error(ErrorKind.Invalid, "bad_request", "The request could not be understood."),
        };

    private static readonly Error TooLarge = new(ErrorKind.TooLarge, "payload_too_large", "The body is larger than this address takes.");
    private static readonly Error WrongMedia = new(
        ErrorKind.UnsupportedMedia,
        "unsupported_media_type",
        "The content type is not accepted here."
    );

    private static (Error Error, int? Status) Describe(Exception exception) =>
        exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (TooLarge, null),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => (WrongMedia, null),
            BadHttpRequestException { InnerException: JsonException json } => (OfJson(json), null),
            BadHttpRequestException bad => (OfBinding(bad), bad.StatusCode),
            JsonException json => (OfJson(json), null),
            _ when PostgresFaults.IsUnavailable(exception) => (
                new Error(ErrorKind.Unavailable, "database_unavailable", "The database is not available. Try again in a moment."),
                null
            ),
            _ => (Error.Invalid("internal_error", "Something went wrong on our side."), StatusCodes.Status500InternalServerError),
        };

    /// <summary>What is wrong with JSON that does not fit, naming the field where one is to blame.</summary>
    public static Error OfJson(JsonException json)
    {
        var malformed = json.InnerException?.GetType().Name == "JsonReaderException" || json.Path is null or "$";
        if (malformed)
        {
            return Error.Invalid("malformed_json", "The body is not a JSON object that this address takes.");
        }
        var ours = json.Message.StartsWith("Must be", StringComparison.Ordinal);
        var field = json.Path!.StartsWith("$.", StringComparison.Ordinal) ? json.Path[2..] : json.Path;
        return Error.Field(field, ours ? json.Message : "Has the wrong type or form.");
    }

    private static Error OfBinding(BadHttpRequestException bad)
    {
        var parameter = FailedParameter().Match(bad.Message);
        return parameter.Success
            ? Error.Field(JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value), "Has the wrong type or form.")
            : Error.Invalid("malformed_json", "A JSON body is required.");
    }

    [GeneratedRegex("parameter \"\\S+ (?<name>\\w+)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FailedParameter();

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled failure of {Method} {Path}")]
    private partial void Unhandled(Exception exception, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is not available: {Reason}")]
    private partial void DatabaseGone(string reason);
}
