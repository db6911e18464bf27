using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.RevivePasskey;

internal sealed class RevivePasskeyHandler(UserDoor door)
{
    private const string Active = "active";

    public Task<Result<Reply<PasskeyView>>> HandleAsync(Guid passkeyId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<PasskeyView>(caller, (work, c) => ReviveAsync(work, passkeyId, c), cancellation);

    private static async Task<Result<Reply<PasskeyView>>> ReviveAsync(UserChanges work, Guid passkeyId, CancellationToken cancellation)
    {
        var userId = work.User.UserId;
        if (await work.ReadAsync(PasskeySql.One(userId, passkeyId), PasskeySql.Read, cancellation) is not [var passkey])
        {
            return Error.NotFound("Passkey");
        }
        if (passkey.State != Active)
        {
            work.Add(PasskeySql.Revive(userId, passkeyId));
            work.Audit("passkey.revived", new { PasskeyId = passkeyId });
        }
        return Reply.Ok<PasskeyView>(passkey with { State = Active });
    }
}
