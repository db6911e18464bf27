using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http;

/// <summary>Writes a refusal as RFC 9457 problem details with <c>code</c>, <c>requestId</c> and, for validation, <c>errors</c>.</summary>
public sealed class ProblemResult(Error error, int? status = null) : IResult
{
    private static readonly TimeSpan? Soon = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status ?? StatusOf(error.Kind);
        if (response.StatusCode == StatusCodes.Status401Unauthorized || error.Challenge is not null)
        {
            response.Headers.WWWAuthenticate = error.Challenge is null ? "Bearer" : $"Bearer {error.Challenge}";
        }
        var retryAfter = error.RetryAfter ?? (error.Kind == ErrorKind.Unavailable ? Soon : null);
        if (retryAfter is not null)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter.Value.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
        var body = Describe(error, response.StatusCode);
        body["requestId"] = httpContext.TraceIdentifier;
        UsageTelemetry.Rejected(error.Code);
        return response.WriteAsJsonAsync(body, Json.Options, "application/problem+json", httpContext.RequestAborted);
    }

    /// <summary>The problem of one item among many, whose request has an id of its own.</summary>
    public static IReadOnlyDictionary<string, object?> Describe(Error error) => Describe(error, StatusOf(error.Kind));

    private static Dictionary<string, object?> Describe(Error error, int status)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = TypeOf(error.Code),
            ["title"] = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = error.Message,
            ["code"] = error.Code,
        };
        if (error.Fields is not null)
        {
            body["errors"] = error.Fields;
        }
        if (error.CurrentVersion is not null)
        {
            body["currentVersion"] = error.CurrentVersion;
        }
        foreach (var (name, value) in error.More ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            body[name] = value;
        }
        return body;
    }

    /// <summary>Where a code is explained, from the API's address.</summary>
    internal static string TypeOf(string code) => $"/docs/errors/{code}";

    /// <summary>The HTTP status of a kind of refusal.</summary>
    public static int StatusOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status400BadRequest,
            ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
            ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            ErrorKind.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
            ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.Dependent => StatusCodes.Status424FailedDependency,
            ErrorKind.Locked => StatusCodes.Status423Locked,
            ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
            ErrorKind.Internal => StatusCodes.Status500InternalServerError,
            ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        };
}
