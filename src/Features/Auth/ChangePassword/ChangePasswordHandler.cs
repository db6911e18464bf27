namespace Rupaya.Features.Auth.ChangePassword;

internal sealed class ChangePasswordHandler(PasswordProof proof, Passwords passwords, IBreachRange breaches, UserDoor door)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(
        ChangePasswordRequest request,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        var proven = await proof.CheckAsync(caller, request.CurrentPassword!, ip, cancellation);
        if (!proven.IsSuccess)
        {
            return proven.Error!;
        }
        if (await breaches.CheckAsync("newPassword", request.NewPassword!, cancellation) is { } breached)
        {
            return breached;
        }
        var hash = await passwords.HashAsync(request.NewPassword!, cancellation);
        return await door.WriteAsync<EmptyResponse>(
            caller,
            (work, c) => ChangeAsync(work, proven.Value, hash, caller, ip, c),
            cancellation
        );
    }

    private async Task<Result<Reply<EmptyResponse>>> ChangeAsync(
        UserChanges work,
        VerifiedPassword proven,
        string hash,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (await proof.ConfirmAsync(work, proven, cancellation) is { } refused)
        {
            return refused;
        }
        work.SetPassword(hash);
        work.EndSessions(except: caller.SessionId);
        work.Audit("password.changed", new { caller.SessionId }, new { Ip = ip });
        return Reply.NoContent<EmptyResponse>();
    }
}
