namespace Rupaya.Features.Auth.Signout;

internal sealed class SignoutHandler(UserDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            work =>
            {
                work.EndSession(caller.SessionId);
                work.Audit("signed_out", new { caller.SessionId });
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
