using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.RemovePasskey;

internal sealed class RemovePasskeyHandler(UserDoor door, SigninWays ways)
{
    private const string Active = "active";

    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid passkeyId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(caller, (work, c) => RemoveAsync(work, passkeyId, c), cancellation);

    private async Task<Result<Reply<EmptyResponse>>> RemoveAsync(UserChanges work, Guid passkeyId, CancellationToken cancellation)
    {
        var userId = work.User.UserId;
        if (await work.ReadAsync(PasskeySql.One(userId, passkeyId), PasskeySql.Read, cancellation) is not [var passkey])
        {
            return Error.NotFound("Passkey");
        }
        // A suspended one opens nothing: it may always go.
        if (passkey.State == Active && await work.ScalarAsync(PasskeySql.CountActive(userId), cancellation) is 1L)
        {
            if ((await ways.OfAsync(work, cancellation)).All(w => w == SigninMethods.Passkey))
            {
                return Problems.LastCredential.Error;
            }
            if (work.User.MfaEnabled && await work.ScalarAsync(SecondFactor.HasApp(userId), cancellation) is null)
            {
                return Problems.LastCredential.Because("Two-step sign-in rests on this passkey alone; switch it off first.");
            }
        }
        work.Add(PasskeySql.Delete(userId, passkeyId));
        work.Audit("passkey.removed", new { PasskeyId = passkeyId });
        work.Notice(AccountNoticeKinds.PasskeyRemoved, passkeyId);
        return Reply.NoContent<EmptyResponse>();
    }
}
