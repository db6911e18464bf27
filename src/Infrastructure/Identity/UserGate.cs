using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Query A for what belongs to the user and not to a book: session alive, and the user's row, by primary keys in one statement.</summary>
public sealed class UserGate(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string Query =
        $"select {UserSql.Columns} from sessions s join users u on u.user_id = s.user_id where {SessionSql.AliveAs("$1", "$2", "$3")}";

    /// <returns>The user; 401 when the session is over.</returns>
    public async Task<Result<User>> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Query);
        command.Parameters.Add(Parameter(caller.SessionId));
        command.Parameters.Add(Parameter(caller.UserId));
        command.Parameters.Add(Parameter(clock.GetUtcNow()));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? UserSql.Read(reader) : Error.InvalidToken;
    }
}
