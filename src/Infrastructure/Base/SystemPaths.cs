using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Base;

/// <summary>Paths that are no operations of the API.</summary>
internal static class SystemPaths
{
    /// <summary>The name of <c>/health/ready</c> below the API's own path.</summary>
    public const string ApiHealth = "/api/v1/health";

    private const string Health = "/health";

    /// <summary>True for what probes ask.</summary>
    public static bool IsHealth(PathString path) =>
        path.StartsWithSegments(Health, StringComparison.Ordinal) || path.StartsWithSegments(ApiHealth, StringComparison.Ordinal);
}
