using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Features.User.RemoveToken;

internal sealed class RemoveTokenHandler(UserDoor door, UserTokens tokens)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid tokenId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(caller, (work, c) => RemoveAsync(work, tokenId, c), cancellation);

    private async Task<Result<Reply<EmptyResponse>>> RemoveAsync(UserChanges work, Guid tokenId, CancellationToken cancellation)
    {
        if (await tokens.FindAsync(work, tokenId, cancellation) is null)
        {
            return Error.NotFound("Token");
        }
        work.EndSession(tokenId);
        work.Audit("token.revoked", new { TokenId = tokenId });
        return Reply.NoContent<EmptyResponse>();
    }
}
