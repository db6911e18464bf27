using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http;

/// <summary>What <c>If-Match</c> asks for: only the version before the dash is compared.</summary>
/// <param name="Versions">One of them must still be current; null is unconditional.</param>
public sealed record IfMatch(IReadOnlyCollection<long>? Versions)
{
    private static readonly Error Stale = Problems.StaleVersion.Error;

    /// <summary>A weak tag counts: proxies that compress make ours weak. A tag that is not one of ours matches nothing.</summary>
    internal static IfMatch Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        var tags = ETags.Parse(header).ToList();
        return header.Count == 0 || tags.Contains("*", StringComparer.Ordinal)
            ? new IfMatch(Versions: null)
            : new IfMatch([.. tags.SelectMany(VersionOf)]);
    }

    /// <summary>The same in a body: a tag, or a version alone.</summary>
    /// <param name="tag">Null is unconditional.</param>
    public static IfMatch Of(string? tag) =>
        tag is null or "*" ? new IfMatch(Versions: null)
        : VersionOf(tag).ToList() is { Count: > 0 } version ? new IfMatch(version)
        : new IfMatch([.. ETags.Parse(tag).SelectMany(VersionOf)]);

    private static IEnumerable<long> VersionOf(string tag) =>
        long.TryParse(tag.Trim('"').Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? [version] : [];

    /// <summary>412 with the current version when it is none of those asked for, else null.</summary>
    public Error? Check(long current) => Versions?.Contains(current) != false ? null : Stale with { CurrentVersion = current };
}
