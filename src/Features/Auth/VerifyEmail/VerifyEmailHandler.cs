using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.VerifyEmail;

internal sealed class VerifyEmailHandler(NpgsqlDataSource database, DerivedTokens derived, UserDoor door, TimeProvider clock)
{
    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(VerifyEmailRequest request, CancellationToken cancellation)
    {
        if (
            derived.Verify(TokenPurpose.Verification, request.Token) is not var (tokenId, _)
            || await AccountLinks.FindAsync(database, AccountLinks.Verification, tokenId, clock.GetUtcNow(), cancellation) is not { } userId
        )
        {
            return AccountLinks.Invalid;
        }
        return await door.WriteAsync<EmptyResponse>(userId, userId, (work, c) => VerifyAsync(work, tokenId, c), cancellation);
    }

    private static async Task<Result<Reply<EmptyResponse>>> VerifyAsync(UserChanges work, Guid tokenId, CancellationToken cancellation)
    {
        if (!await AccountLinks.UseAsync(work, tokenId, cancellation))
        {
            return AccountLinks.Invalid;
        }
        work.Add(
            Command(
                "update users set email_verified = true, updated_at = $2 where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
        work.Audit("email.verified");
        return Reply.NoContent<EmptyResponse>();
    }
}
