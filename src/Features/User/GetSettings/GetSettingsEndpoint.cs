namespace Rupaya.Features.User.GetSettings;

internal sealed class GetSettingsEndpoint(GetSettingsHandler handler) : ApiEndpoint<SettingsView>
{
    public override void Configure()
    {
        Get("/user/settings");
        Scoped("user:read");
        Describe("What the user wants to hear of");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
