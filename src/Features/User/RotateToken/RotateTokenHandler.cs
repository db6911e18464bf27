using Rupaya.Infrastructure.Identity.Tokens;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.RotateToken;

internal sealed class RotateTokenHandler(UserDoor door, UserTokens tokens)
{
    private const int DefaultGrace = 24;

    public Task<Result<Reply<NewToken>>> HandleAsync(
        Guid tokenId,
        RotateTokenRequest request,
        Caller caller,
        CancellationToken cancellation
    ) => door.WriteAsync<NewToken>(caller, (work, c) => RotateAsync(work, tokenId, request.GraceHours ?? DefaultGrace, c), cancellation);

    private async Task<Result<Reply<NewToken>>> RotateAsync(UserChanges work, Guid tokenId, int graceHours, CancellationToken cancellation)
    {
        if (work.DemandVerifiedEmail() is { } unverified)
        {
            return unverified;
        }
        var first = Command("select 1 from sessions where session_id = $1 and replaced_by is null", Parameter(tokenId));
        if (await tokens.FindAsync(work, tokenId, cancellation) is not { } old || await work.ScalarAsync(first, cancellation) is null)
        {
            return Error.NotFound("Token");
        }
        var (text, token) = UserTokens.Add(
            work,
            new TokenTerms(old.Name, [.. old.Scopes], old.BookId, work.Now + (old.ExpiresAt - old.CreatedAt), [.. old.AllowedNetworks])
        );
        work.Add(
            Command(
                "update sessions set replaced_by = $3, expires_at = least(expires_at, $4) where session_id = $1 and user_id = $2",
                Parameter(tokenId),
                Parameter(work.User.UserId),
                Parameter(token.TokenId),
                Parameter(work.Now.AddHours(graceHours))
            )
        );
        work.Audit(
            "token.created",
            new
            {
                token.TokenId,
                Replaces = tokenId,
                GraceHours = graceHours,
                token.ExpiresAt,
            }
        );
        work.Notice(AccountNoticeKinds.TokenCreated, token.TokenId);
        return Reply.Ok<NewToken>(NewToken.From(text, token));
    }
}
