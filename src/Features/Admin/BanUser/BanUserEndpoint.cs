namespace Rupaya.Features.Admin.BanUser;

internal sealed class BanUserEndpoint(BanUserHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/admin/users/{userId:guid}/ban");
        Describe("Ban a user", "Their sessions end at once and sign-in answers 403 account_banned. 409 own_account for the caller's own.");
        ForAdmins();
        Refuses(Problems.AccountBanned, Problems.OwnAccount);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Id("userId"), Caller, cancellation));
}
