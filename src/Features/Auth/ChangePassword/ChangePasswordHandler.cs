using Rupaya.Infrastructure.Security;
using Rupaya.Infrastructure.Users;

namespace Rupaya.Features.Auth.ChangePassword;

internal sealed class ChangePasswordHandler(PasswordProof proof, Passwords passwords, IBreachRange breaches, UserDoor door)
{
    public async Task<Result<Answer>> HandleAsync(ChangePasswordRequest request, Caller caller, string? ip, CancellationToken cancellation)
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
        return await door.WriteAsync(caller, work => Change(work, proven.Value, hash, caller, ip), cancellation);
    }

    private static Result<Answer> Change(UserWork work, string provenHash, string hash, Caller caller, string? ip)
    {
        if (work.User.PasswordHash != provenHash)
        {
            return PasswordProof.Wrong;
        }
        work.SetPassword(hash);
        work.EndSessions(except: caller.SessionId);
        work.Audit("password.changed", new { caller.SessionId }, new { Ip = ip });
        return Answer.NoContent;
    }
}
