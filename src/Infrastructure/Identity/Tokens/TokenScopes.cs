using Microsoft.AspNetCore.Routing;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity.Tokens;

/// <summary>The scopes that a token may have: reading or writing everything, or one area; an area that is added brings its own.</summary>
public sealed class TokenScopes
{
    private static readonly string[] Everything = ["read", "write"];

    // Files have no routes of their own yet, but a token may be made for them.
    private static readonly string[] Announced = ["files:read", "files:write"];

    private readonly Lazy<HashSet<string>> _known;

    internal TokenScopes(EndpointDataSource routes) => _known = new Lazy<HashSet<string>>(() => Read(routes));

    /// <summary>All of them, in order.</summary>
    internal IReadOnlyList<string> All => [.. _known.Value.Order(StringComparer.Ordinal)];

    /// <summary>True for one that a token may have.</summary>
    public bool IsKnown(string scope) => _known.Value.Contains(scope);

    private static HashSet<string> Read(EndpointDataSource routes)
    {
        var stated = routes.Endpoints.Select(e => e.Metadata.GetMetadata<RouteAccess>()).OfType<RouteAccess>().ToList();
        var areas = stated.Where(a => a is { Scope: not null, IsAlone: false }).Select(a => a.Scope!.Split(':')[0]).Distinct();
        return
        [
            .. Everything,
            .. Announced,
            .. areas.SelectMany(area => new[] { $"{area}:read", $"{area}:write" }),
            .. stated.Where(a => a.IsAlone).Select(a => a.Scope!),
        ];
    }
}
