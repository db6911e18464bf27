using Rupaya.Infrastructure.Identity.Tokens;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.User.ListTokens;

internal sealed class ListTokensHandler(UserGate gate, UserTokens tokens, TimeProvider clock)
{
    public async Task<Result<Reply<IEnumerable<TokenView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        return user.IsSuccess
            ? Reply.Ok<IEnumerable<TokenView>>(await tokens.ListAsync(caller.UserId, clock.NowStored(), cancellation))
            : user.Error!;
    }
}
