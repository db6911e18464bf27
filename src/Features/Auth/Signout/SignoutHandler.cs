namespace Rupaya.Features.Auth.Signout;

internal sealed class SignoutHandler(UserDoor door)
{
    public Task<Result<Answer>> HandleAsync(Caller caller, CancellationToken cancellation) =>
        door.WriteAsync(
            caller,
            work =>
            {
                work.EndSession(caller.SessionId);
                work.Audit("signed_out", new { caller.SessionId });
                return Answer.NoContent;
            },
            cancellation
        );
}
