using FastEndpoints;

namespace Rupaya.Infrastructure.Http;

/// <summary>
/// Who may use a route besides a signed-in person: every token for programs, those with its scope, or none. The scope follows from the method and
/// the area; the areas of people and administrators have none, so that each of their routes says what holds.
/// </summary>
/// <param name="Scope">Such as <c>transactions:read</c>; null for none.</param>
/// <param name="IsAlone">True when <c>read</c> and <c>write</c> do not have the scope in them.</param>
/// <param name="IsSessionOnly">True where no token may go.</param>
/// <param name="IsForAnyToken">True where every token may go.</param>
/// <param name="NeedsStepUp">True where a person shows again who they are.</param>
internal sealed record RouteAccess(string? Scope, bool IsAlone, bool IsSessionOnly, bool IsForAnyToken, bool NeedsStepUp)
{
    private const string Read = "read";
    private const string Write = "write";

    private static readonly HashSet<string> WithoutScope = new(StringComparer.Ordinal) { "admin", "auth", "user" };

    /// <summary>False where a route says nothing and nothing follows: such a one is closed to tokens.</summary>
    public bool IsStated => Scope is not null || IsSessionOnly || IsForAnyToken;

    public static RouteAccess Of(EndpointDefinition definition)
    {
        var metadata = definition.EndpointMetadata ?? [];
        var reads = definition.Verbs.Contains("GET");
        var sessionOnly = metadata.OfType<SessionOnlyMetadata>().Any() || metadata.OfType<AdminOnlyMetadata>().Any();
        var anyToken = metadata.OfType<AnyTokenMetadata>().Any();
        var stated = metadata.OfType<ScopeMetadata>().FirstOrDefault();
        return new RouteAccess(
            sessionOnly || anyToken ? null : stated?.Scope ?? ScopeOf(Slices.Area(definition.EndpointType), reads),
            stated?.Alone == true,
            sessionOnly,
            anyToken,
            metadata.OfType<StepUpMetadata>().Any() || (metadata.OfType<AdminOnlyMetadata>().Any() && !reads)
        );
    }

    /// <summary>True when one of the scopes has what the route needs. Who may write may read.</summary>
    public bool IsOpenTo(IReadOnlyList<string> scopes) =>
        IsForAnyToken
        || (Scope is not null && scopes.Contains(Scope, StringComparer.Ordinal))
        || (Scope is not null && !IsAlone && scopes.Any(s => Includes(s, Scope)));

    private static bool Includes(string held, string needed)
    {
        var (area, act) = (needed.Split(':')[0], needed.Split(':')[1]);
        return held is Write || held == $"{area}:{Write}" || (act is Read && held is Read);
    }

    private static string? ScopeOf(string area, bool reads)
    {
        var name = area.ToLowerInvariant();
        return WithoutScope.Contains(name) ? null : $"{name}:{(reads ? Read : Write)}";
    }
}
