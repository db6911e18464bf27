using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Rupaya.Infrastructure.Http;

/// <summary>Entity tags of single resources: <c>"version-dependents"</c>.</summary>
public static class ETags
{
    /// <summary>The tag of a row: its version, and what its answer depends on beside it.</summary>
    public static string Of(long version, string dependents) => $"\"{version}-{dependents}\"";

    internal static bool Matches(HttpRequest request, string etag) => Matches(request.Headers.IfNoneMatch, etag);

    /// <summary>True when one of the header's tags is that one; a weak tag counts, as RFC 9110 §13.1.2 asks.</summary>
    internal static bool Matches(StringValues header, string etag) =>
        Parse(header).Any(t => t == "*" || t.Equals(etag, StringComparison.Ordinal));

    /// <summary>The tags of <c>If-Match</c> or <c>If-None-Match</c>, quoted and without <c>W/</c>; <c>*</c> for any.</summary>
    internal static IEnumerable<string> Parse(StringValues header) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) ? tags.Select(t => t.Tag.ToString()) : [];
}
