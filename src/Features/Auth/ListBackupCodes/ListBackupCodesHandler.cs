using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.ListBackupCodes;

internal sealed class ListBackupCodesHandler(NpgsqlDataSource database, TimeProvider clock)
{
    // Codes without a moment of their own are as old as the secret.
    private static readonly string Query = $"""
        select count(c.user_id), count(c.user_id) filter (where c.used_at is null), min(coalesce(c.created_at, f.created_at))
          from sessions s
          left join mfa_backup_codes c on c.user_id = s.user_id
          left join user_mfa f on f.user_id = s.user_id
         where {SessionSql.AliveAs("$1", "$2", "$3")} group by s.session_id
        """;

    public async Task<Result<Reply<BackupCodesView>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Query);
        command.Parameters.Add(Parameter(caller.SessionId));
        command.Parameters.Add(Parameter(caller.UserId));
        command.Parameters.Add(Parameter(clock.GetUtcNow()));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? Reply.Ok<BackupCodesView>(
                new BackupCodesView(
                    reader.GetInt64(0),
                    reader.GetInt64(1),
                    reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2)
                )
            )
            : Error.InvalidToken;
    }
}
