namespace Rupaya.Features.Admin.UnbanUser;

internal sealed class UnbanUserEndpoint(UnbanUserHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/admin/users/{userId:guid}/unban");
        Describe("Lift a ban", "Does nothing when the user is not banned.");
        ForAdmins();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Id("userId"), Caller, cancellation));
}
