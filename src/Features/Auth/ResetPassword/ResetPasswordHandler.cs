using Npgsql;

namespace Rupaya.Features.Auth.ResetPassword;

internal sealed class ResetPasswordHandler(
    NpgsqlDataSource database,
    DerivedTokens derived,
    Passwords passwords,
    IBreachRange breaches,
    SigninAttempts attempts,
    UserDoor door,
    TimeProvider clock
)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(ResetPasswordRequest request, string? ip, CancellationToken cancellation)
    {
        if (
            derived.Verify(TokenPurpose.Reset, request.Token) is not var (tokenId, _)
            || await AccountLinks.FindAsync(database, AccountLinks.Reset, tokenId, clock.GetUtcNow(), cancellation) is not { } userId
        )
        {
            return AccountLinks.Invalid;
        }
        if (await breaches.CheckAsync("newPassword", request.NewPassword!, cancellation) is { } breached)
        {
            return breached;
        }
        var hash = await passwords.HashAsync(request.NewPassword!, cancellation);
        return await door.WriteAsync<EmptyResponse>(userId, userId, (work, c) => ResetAsync(work, tokenId, hash, ip, c), cancellation);
    }

    private async Task<Result<Reply<EmptyResponse>>> ResetAsync(
        UserChanges work,
        Guid tokenId,
        string hash,
        string? ip,
        CancellationToken cancellation
    )
    {
        if (!await AccountLinks.UseAsync(work, tokenId, cancellation))
        {
            return AccountLinks.Invalid;
        }
        work.SetPassword(hash);
        work.EndSessions();
        work.Add(attempts.ForgetAll(work.User.EmailKey));
        work.Audit("password.reset", personal: new { Ip = ip });
        return Reply.NoContent<EmptyResponse>();
    }
}
