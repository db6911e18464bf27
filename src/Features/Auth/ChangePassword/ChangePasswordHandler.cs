namespace Rupaya.Features.Auth.ChangePassword;

internal sealed class ChangePasswordHandler(PasswordProof proof, StepUps stepUps, Passwords passwords, IBreachRange breaches, UserDoor door)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(
        ChangePasswordRequest request,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        VerifiedPassword? proven = null;
        if (request.CurrentPassword is null)
        {
            if (await stepUps.DemandAsync(caller, cancellation) is { } required)
            {
                return required;
            }
        }
        else
        {
            var check = await proof.CheckAsync(caller, request.CurrentPassword, ip, cancellation);
            if (!check.IsSuccess)
            {
                return check.Error!;
            }
            proven = check.Value;
        }
        if (await breaches.CheckAsync("newPassword", request.NewPassword!, cancellation) is { } breached)
        {
            return breached;
        }
        var hash = await passwords.HashAsync(request.NewPassword!, cancellation);
        return await door.WriteAsync<EmptyResponse>(
            caller,
            (work, c) => ChangeAsync(work, proven, new NewPassword(hash, request.EndTokens == true), caller, ip, c),
            cancellation
        );
    }

    private async Task<Result<Reply<EmptyResponse>>> ChangeAsync(
        UserChanges work,
        VerifiedPassword? proven,
        NewPassword change,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (proven is not null && await proof.ConfirmAsync(work, proven, cancellation) is { } refused)
        {
            return refused;
        }
        work.SetPassword(change.Hash);
        work.EndSessions(except: caller.SessionId, tokens: change.EndsTokens);
        work.Audit("password.changed", new { caller.SessionId }, new { Ip = ip });
        return Reply.NoContent<EmptyResponse>();
    }

    private sealed record NewPassword(string Hash, bool EndsTokens);
}
