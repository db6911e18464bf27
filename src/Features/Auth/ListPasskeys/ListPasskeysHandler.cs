using Npgsql;
using Rupaya.Infrastructure.Identity.Passkeys;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Auth.ListPasskeys;

internal sealed class ListPasskeysHandler(UserGate gate, NpgsqlDataSource database)
{
    public async Task<Result<Reply<IEnumerable<PasskeyView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var passkeys = await connection.ReadAsync(PasskeySql.List(caller.UserId), PasskeySql.Read, cancellation);
        return Reply.Ok<IEnumerable<PasskeyView>>(passkeys);
    }
}
