using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Web;

/// <summary>What a conditional GET brought along.</summary>
internal sealed record Conditional(string IfNoneMatch)
{
    public static ValueTask<Conditional?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<Conditional?>(new Conditional(context.Request.Headers.IfNoneMatch.ToString()));

    /// <summary>True when the client asks whether something changed.</summary>
    public bool IsAsked => IfNoneMatch.Length > 0;

    /// <summary>True when the client already has what is tagged so; a weak tag counts, as RFC 9110 §13.1.2 asks.</summary>
    public bool Matches(string etag) => IfNoneMatch == "*" || IfNoneMatch.Contains(etag, StringComparison.Ordinal);
}
