using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.ResetPassword;

internal sealed class ResetPasswordHandler(
    NpgsqlDataSource database,
    DerivedTokens derived,
    Passwords passwords,
    IBreachRange breaches,
    SigninAttempts attempts,
    UserDoor door,
    IEnumerable<ICredential> credentials,
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
        if (!work.User.EmailVerified)
        {
            Forget(work, tokenId);
        }
        work.SetPassword(hash);
        work.EndSessions();
        EmailChanges.EndPending(work);
        work.Add(attempts.ForgetAll(work.User.EmailKey));
        work.Audit("password.reset", personal: new { Ip = ip });
        return Reply.NoContent<EmptyResponse>();
    }

    // Whoever signed up with this address never showed that it is theirs; who resets the password does. Nothing the former left opens the account.
    private void Forget(UserChanges work, Guid tokenId)
    {
        foreach (var credential in credentials)
        {
            work.Add(credential.Remove(work.User.UserId));
        }
        work.Add(
            Command(
                "update users set mfa_enabled = false, updated_at = $2 where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
        work.Add(
            Command(
                "update account_tokens set used_at = $3 where user_id = $1 and token_id <> $2 and purpose <> 'verification' and used_at is null",
                Parameter(work.User.UserId),
                Parameter(tokenId),
                Parameter(work.Now)
            )
        );
        work.Audit("credentials.removed", new { Reason = "never verified" });
    }
}
