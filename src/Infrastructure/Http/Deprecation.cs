using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http;

/// <summary>An operation that will go.</summary>
/// <param name="Since">From when on it should not be used (RFC 9745).</param>
/// <param name="Sunset">From when on it may be gone (RFC 8594).</param>
/// <param name="Instead">The path of what to use.</param>
internal sealed record Deprecation(DateOnly Since, DateOnly Sunset, string Instead)
{
    private const string Explained = "/docs/changes";

    /// <summary>Says so in the answer, and counts the call.</summary>
    public void Tell(HttpContext context, string operation)
    {
        UsageTelemetry.DeprecatedCall(operation);
        // On starting, because the exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers["Deprecation"] = string.Create(CultureInfo.InvariantCulture, $"@{Instant(Since).ToUnixTimeSeconds()}");
            headers["Sunset"] = Instant(Sunset).ToString("R", CultureInfo.InvariantCulture);
            headers.Append("Link", $"<{Explained}>; rel=\"deprecation\"; type=\"text/html\"");
            headers.Append("Link", $"<{Instead}>; rel=\"successor-version\"");
            return Task.CompletedTask;
        });
    }

    private static DateTimeOffset Instant(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
