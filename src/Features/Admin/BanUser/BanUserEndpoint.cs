using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Admin.BanUser;

internal sealed class BanUserEndpoint(BanUserHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/admin/users/{userId:guid}/ban");
        Describe("Ban a user", "Their sessions end at once and sign-in answers 403 account_banned. 409 own_account for the caller's own.");
        ForAdmins();
        Refuses(401, 403, 404, 409, 429, 503);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("userId"), Caller, cancellation));
}
