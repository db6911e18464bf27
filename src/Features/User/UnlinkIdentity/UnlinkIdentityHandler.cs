using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.User.UnlinkIdentity;

internal sealed class UnlinkIdentityHandler(Identities identities, SigninWays ways, UserDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid identityId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(caller, (work, c) => UnlinkAsync(work, identityId, c), cancellation);

    private async Task<Result<Reply<EmptyResponse>>> UnlinkAsync(UserChanges work, Guid identityId, CancellationToken cancellation)
    {
        var linked = await identities.ListAsync(work, cancellation);
        if (linked.FirstOrDefault(i => i.IdentityId == identityId) is not { } identity)
        {
            return Error.NotFound("Identity");
        }
        List<string> others = [.. await ways.OfAsync(work, cancellation)];
        others.Remove(SigninMethods.Provider + identity.Provider);
        if (others.Count == 0)
        {
            return Problems.LastCredential.Error;
        }
        Identities.Unlink(work, identity);
        return Reply.NoContent<EmptyResponse>();
    }
}
