using System.Reflection;

namespace Rupaya.Features.Info.ApiInfo;

/// <param name="Name">Always Rupaya.</param>
/// <param name="Version">Of the running build.</param>
internal sealed record ApiInfoResponse(string Name, string Version);

internal sealed class ApiInfoEndpoint : IEndpoint
{
    private static readonly string Version = typeof(ApiInfoEndpoint)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/", () => new ApiInfoResponse("Rupaya", Version))
            .AllowAnonymous()
            .WithName("ApiInfo")
            .WithTags("Info")
            .WithSummary("Name and version")
            .Produces<ApiInfoResponse>();
}
