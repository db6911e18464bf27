using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.WhoAmI;

internal sealed class WhoAmIHandler(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string Query =
        $"select s.expires_at, s.authenticated_at, s.methods from sessions s where {SessionSql.AliveAs("$1", "$2", "$3")}";

    public async Task<Result<Reply<WhoAmIAnswer>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Query);
        command.Parameters.Add(Parameter(caller.SessionId));
        command.Parameters.Add(Parameter(caller.UserId));
        command.Parameters.Add(Parameter(clock.GetUtcNow()));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return Error.InvalidToken;
        }
        return Reply.Ok<WhoAmIAnswer>(
            new WhoAmIAnswer(
                caller.Grant is null ? "session" : "token",
                caller.UserId,
                caller.Grant is null ? null : caller.SessionId,
                caller.Grant?.Scopes ?? [],
                caller.Grant?.BookId,
                reader.GetFieldValue<DateTimeOffset>(0),
                reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetFieldValue<string[]>(2)
            )
        );
    }
}
