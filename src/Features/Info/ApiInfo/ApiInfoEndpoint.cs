using System.Reflection;
using Rupaya.Infrastructure.Http.Document;

namespace Rupaya.Features.Info.ApiInfo;

/// <param name="Name">Always Rupaya.</param>
/// <param name="Version">Of the running build.</param>
/// <param name="DocumentVersion">Of the API, 1.N.P: N rises with additions, P with mends of text (/docs/changes).</param>
/// <param name="Commit">What the build was made of; unknown where nobody said.</param>
internal sealed record ApiInfoResponse(string Name, string Version, string DocumentVersion, string Commit);

internal sealed class ApiInfoEndpoint : ApiEndpoint<ApiInfoResponse>
{
    private static readonly string Build = typeof(ApiInfoEndpoint)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public override void Configure()
    {
        Get("/");
        AllowAnonymous();
        Describe("Name and versions");
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(
            Task.FromResult<Result<Reply<ApiInfoResponse>>>(Reply.Ok(new ApiInfoResponse("Rupaya", Build, DocumentVersion.Current, Commit)))
        );

    private static string Commit => Build.Split('+') is [_, var commit] ? commit : "unknown";
}
