using Rupaya.Infrastructure.Identity.Tokens;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.RenameToken;

internal sealed class RenameTokenHandler(UserDoor door, UserTokens tokens)
{
    public Task<Result<Reply<TokenView>>> HandleAsync(
        Guid tokenId,
        RenameTokenRequest request,
        Caller caller,
        CancellationToken cancellation
    ) => door.WriteAsync<TokenView>(caller, (work, c) => RenameAsync(work, tokenId, request.Name!, c), cancellation);

    private async Task<Result<Reply<TokenView>>> RenameAsync(UserChanges work, Guid tokenId, string name, CancellationToken cancellation)
    {
        if (await tokens.FindAsync(work, tokenId, cancellation) is not { } token)
        {
            return Error.NotFound("Token");
        }
        work.Add(
            Command(
                "update sessions set name = $3 where session_id = $1 and user_id = $2",
                Parameter(tokenId),
                Parameter(work.User.UserId),
                Parameter(name)
            )
        );
        work.Audit("token.renamed", new { TokenId = tokenId });
        return Reply.Ok<TokenView>(token with { Name = name });
    }
}
