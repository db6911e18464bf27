using Microsoft.Extensions.Primitives;

namespace Rupaya.Infrastructure.Http;

/// <summary>What a conditional GET brought along.</summary>
/// <param name="Tags">The header as it was sent.</param>
public sealed record IfNoneMatch(StringValues Tags)
{
    /// <summary>True when the client asks whether something changed.</summary>
    public bool IsAsked => Tags.Count > 0;

    /// <summary>True when the client already has what is tagged so.</summary>
    public bool Matches(string etag) => ETags.Matches(Tags, etag);
}
