using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Web;

/// <summary>The one mapping from a result to HTTP.</summary>
internal static class Http
{
    public static async Task<IResult> ToHttp(this Task<Result<Answer>> work)
    {
        var result = await work;
        return result.IsSuccess ? new AnswerResult(result.Value) : new ProblemResult(result.Error!);
    }

    /// <summary>A page of a list; where the next one is stands in <c>Link</c>.</summary>
    public static async Task<IResult> ToHttp<T>(this Task<Result<Page<T>>> work, HttpContext context)
    {
        var page = await work;
        if (!page.IsSuccess)
        {
            return new ProblemResult(page.Error!);
        }
        page.Value.Next?.AddLink(context);
        return new AnswerResult(Answer.Ok(page.Value.Items));
    }

    /// <summary>Honours <c>Idempotency-Key</c>: the handler passes the caller on to the write, which keeps the record in its commit.</summary>
    public static TBuilder Idempotent<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new IdempotentMetadata());

    /// <summary>For a route that allows anonymous: a token is used where there is one.</summary>
    public static TBuilder WithOptionalCaller<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new OptionalCallerMetadata());

    /// <summary>Documents the problems an operation can answer with.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder builder, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            builder.ProducesProblem(status);
        }
        return builder;
    }
}

/// <summary>Marks a POST that creates.</summary>
internal sealed record IdempotentMetadata;

/// <summary>Writes an answer's bytes; a GET whose <c>If-None-Match</c> has the answer's tag gets 304.</summary>
internal sealed class AnswerResult(Answer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (answer.Location is not null)
        {
            response.Headers.Location = answer.Location;
        }
        if (answer.ETag is not null)
        {
            response.Headers.ETag = answer.ETag;
            response.Headers.CacheControl = "private, no-cache";
            var unchanged = answer.Status == StatusCodes.Status304NotModified;
            if (unchanged || (HttpMethods.IsGet(httpContext.Request.Method) && ETags.Matches(httpContext.Request, answer.ETag)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }
        if (answer.Replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }
        response.StatusCode = answer.Status;
        if (answer.Body.Length == 0)
        {
            return Task.CompletedTask;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        return response.Body.WriteAsync(answer.Body, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>Writes a refusal as RFC 9457 problem details with <c>code</c>, <c>requestId</c> and, for validation, <c>errors</c>.</summary>
internal sealed class ProblemResult(Error error, int? status = null) : IResult
{
    private static readonly TimeSpan? Soon = TimeSpan.FromSeconds(2);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status ?? StatusOf(error.Kind);
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
        var retryAfter = error.RetryAfter ?? (error.Kind == ErrorKind.Unavailable ? Soon : null);
        if (retryAfter is not null)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter.Value.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
        var body = Describe(error, response.StatusCode);
        body["requestId"] = httpContext.TraceIdentifier;
        return response.WriteAsJsonAsync(body, Json.Options, "application/problem+json", httpContext.RequestAborted);
    }

    /// <summary>The problem of one item among many, whose request has an id of its own.</summary>
    public static IReadOnlyDictionary<string, object?> Describe(Error error) => Describe(error, StatusOf(error.Kind));

    private static Dictionary<string, object?> Describe(Error error, int status)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = "about:blank",
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
        return body;
    }

    public static int StatusOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status400BadRequest,
            ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
            ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            ErrorKind.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
            ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.Dependent => StatusCodes.Status424FailedDependency,
            ErrorKind.Locked => StatusCodes.Status423Locked,
            ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
            ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        };
}

/// <summary>Entity tags of single resources: <c>"version-dependents"</c>.</summary>
internal static class ETags
{
    public static string Of(long version, string dependents) => $"\"{version}-{dependents}\"";

    public static bool Matches(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
        && tags.Any(t => t.Tag == "*" || t.Tag.Equals(etag, StringComparison.Ordinal));
}

/// <summary>What <c>If-Match</c> asks for: only the version before the dash is compared.</summary>
/// <param name="Version">The version that must still be current; null is unconditional.</param>
internal sealed record IfMatch(long? Version)
{
    private static readonly Error Stale = new(ErrorKind.Stale, "stale_version", "The resource has changed since the version in If-Match.");

    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        if (header is "" or "*")
        {
            return ValueTask.FromResult<IfMatch?>(new IfMatch((long?)null));
        }
        var tag = header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header;
        // A tag that is not one of ours matches nothing.
        return ValueTask.FromResult<IfMatch?>(new IfMatch(long.TryParse(tag.Trim('"').Split('-')[0], out var version) ? version : -1));
    }

    /// <summary>412 with the current version when it is not the one asked for, else null.</summary>
    public Error? Check(long current) => Version is null || Version == current ? null : Stale with { CurrentVersion = current };
}
