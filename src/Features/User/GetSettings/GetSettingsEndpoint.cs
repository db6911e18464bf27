namespace Rupaya.Features.User.GetSettings;

internal sealed class GetSettingsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/user/settings",
                (Caller caller, GetSettingsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("GetSettings")
            .WithTags("User")
            .WithSummary("What the user wants to hear of")
            .Produces<SettingsView>()
            .Problems(401, 429, 503);
}
