using System.Reflection;

namespace Rupaya.Features.Info.ApiInfo;

/// <param name="Name">Always Rupaya.</param>
/// <param name="Version">Of the running build.</param>
internal sealed record ApiInfoResponse(string Name, string Version);

internal sealed class ApiInfoEndpoint : ApiEndpoint<ApiInfoResponse>
{
    private static readonly string Build = typeof(ApiInfoEndpoint)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public override void Configure()
    {
        Get("/");
        AllowAnonymous();
        Describe("Name and version");
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(Results.Json(new ApiInfoResponse("Rupaya", Build), Json.Options));
}
