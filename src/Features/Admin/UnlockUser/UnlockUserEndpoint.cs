namespace Rupaya.Features.Admin.UnlockUser;

internal sealed class UnlockUserEndpoint(UnlockUserHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/admin/users/{userId:guid}/unlock");
        Describe("Lift the lock after wrong passwords", "Forgets all failed sign-ins of the account.");
        ForAdmins();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Id("userId"), Caller, cancellation));
}
