using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
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
        if (page.Value.Next is { } next)
        {
            Cursor.AddLink(context, next);
        }
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

    public static bool Matches(HttpRequest request, string etag) => Matches(request.Headers.IfNoneMatch, etag);

    /// <summary>True when one of the header's tags is that one; a weak tag counts, as RFC 9110 §13.1.2 asks.</summary>
    public static bool Matches(StringValues header, string etag) =>
        Parse(header).Any(t => t == "*" || t.Equals(etag, StringComparison.Ordinal));

    /// <summary>The tags of <c>If-Match</c> or <c>If-None-Match</c>, quoted and without <c>W/</c>; <c>*</c> for any.</summary>
    public static IEnumerable<string> Parse(StringValues header) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) ? tags.Select(t => t.Tag.ToString()) : [];
}

/// <summary>What <c>If-Match</c> asks for: only the version before the dash is compared.</summary>
/// <param name="Versions">One of them must still be current; null is unconditional.</param>
internal sealed record IfMatch(IReadOnlyCollection<long>? Versions)
{
    private static readonly Error Stale = new(ErrorKind.Stale, "stale_version", "The resource has changed since the version in If-Match.");

    /// <summary>A weak tag counts: proxies that compress make ours weak. A tag that is not one of ours matches nothing.</summary>
    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        var tags = ETags.Parse(header).ToList();
        return ValueTask.FromResult<IfMatch?>(
            header.Count == 0 || tags.Contains("*", StringComparer.Ordinal)
                ? new IfMatch(Versions: null)
                : new IfMatch([.. tags.SelectMany(VersionOf)])
        );
    }

    private static IEnumerable<long> VersionOf(string tag) =>
        long.TryParse(tag.Trim('"').Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? [version] : [];

    /// <summary>412 with the current version when it is none of those asked for, else null.</summary>
    public Error? Check(long current) => Versions?.Contains(current) != false ? null : Stale with { CurrentVersion = current };
}
