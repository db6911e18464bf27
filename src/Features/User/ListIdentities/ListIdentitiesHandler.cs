using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.User.ListIdentities;

internal sealed class ListIdentitiesHandler(UserGate gate, Identities identities)
{
    public async Task<Result<Reply<IEnumerable<IdentityView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        return user.IsSuccess ? Reply.Ok<IEnumerable<IdentityView>>(await identities.ListAsync(caller.UserId, cancellation)) : user.Error!;
    }
}
