using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.RenamePasskey;

internal sealed class RenamePasskeyHandler(UserDoor door)
{
    public Task<Result<Reply<PasskeyView>>> HandleAsync(
        Guid passkeyId,
        RenamePasskeyRequest request,
        Caller caller,
        CancellationToken cancellation
    ) => door.WriteAsync<PasskeyView>(caller, (work, c) => RenameAsync(work, passkeyId, request.Name!, c), cancellation);

    private static async Task<Result<Reply<PasskeyView>>> RenameAsync(
        UserChanges work,
        Guid passkeyId,
        string name,
        CancellationToken cancellation
    )
    {
        var userId = work.User.UserId;
        if (await work.ReadAsync(PasskeySql.One(userId, passkeyId), PasskeySql.Read, cancellation) is not [var passkey])
        {
            return Error.NotFound("Passkey");
        }
        work.Add(PasskeySql.Rename(userId, passkeyId, name));
        return Reply.Ok<PasskeyView>(passkey with { Name = name });
    }
}
