using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Platform.Logs;

namespace Rupaya.Infrastructure.Http;

/// <summary>Which requests are told of. Bound from <c>Logging</c>.</summary>
internal sealed record RequestLogOptions
{
    /// <summary>The share of those that went well and fast; all others are told of.</summary>
    public double RequestSample { get; init; } = 0.1;

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() => Span.Problem(new Span("Logging:RequestSample", (decimal)RequestSample, 0, 1));
}

/// <summary>A line for each request that failed or took more than a second, and for a sample of the others.</summary>
internal sealed partial class RequestLog(RequestDelegate next, IOptions<RequestLogOptions> options, ILogger<RequestLog> logger)
{
    private const uint Spread = 2_654_435_769;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        var (status, took) = (context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
        if (status >= StatusCodes.Status400BadRequest || took > Slow || IsPicked(started))
        {
            var level = status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Information;
            var endpoint = RequestNames.Endpoint(context) ?? "(no route)";
            Answered(level, RequestNames.Method(context), endpoint, status, Math.Round(took.TotalMilliseconds, 1));
        }
    }

    // The last digits of the clock are random enough for a sample, and cost nothing; Knuth's multiplier spreads them over the whole range.
    private bool IsPicked(long started) => unchecked((uint)started * Spread) < options.Value.RequestSample * uint.MaxValue;

    [LoggerMessage(EventName = "request", Message = "{Method} {Endpoint} {StatusCode} in {Duration} ms")]
    private partial void Answered(LogLevel level, string method, string endpoint, int statusCode, double duration);
}
