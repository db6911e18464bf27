namespace Rupaya.Features.User.GetProfile;

internal sealed class GetProfileEndpoint(GetProfileHandler handler) : ApiEndpoint<UserView>
{
    public override void Configure()
    {
        Get("/user/profile");
        Scoped("user:read");
        Describe("The signed-in user");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
