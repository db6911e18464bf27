using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Platform.Logs;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Host.Commands;

/// <summary>
/// Makes a user an administrator, or an ordinary user again, under the owner's role: the application's role cannot write that column. There is
/// no default administrator and no default password.
/// </summary>
internal static class AdminCommand
{
    public static async Task<int> SetAsync(string email, string role, string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        await using var owner = NpgsqlDataSource.Create(Databases.Settings(configuration, "PostgresOwner"));
        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var update = new NpgsqlBatch(connection);
        update.BatchCommands.Add(
            Command(
                "update users set role = $2 where email_key = $1 returning user_id",
                Parameter(EmailAddress.KeyOf(email)),
                Parameter(role)
            )
        );
        if (await update.ExecuteScalarAsync() is not Guid userId)
        {
            await Console.Error.WriteLineAsync("rupaya: there is no user with this e-mail; they have to sign up first.");
            return 1;
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            AuditTrail.Insert(
                userId,
                key: null,
                "role.changed",
                Guid.Empty,
                new { Role = role },
                personal: null,
                TimeProvider.System.NowStored()
            )
        );
        var heads = await AuditTrail.RunAsync(batch, CancellationToken.None);
        await transaction.CommitAsync();
        // Into the log stream, as a process would: what is not there cannot reveal a cut tail.
        using (var logs = LoggerFactory.Create(logging => logging.AddLines(new ProcessInfo("command"))))
        {
            new AuditTrail(logs.CreateLogger<AuditTrail>()).Announce(heads);
        }
        Console.WriteLine(role == "admin" ? "They are an administrator now." : "They are an ordinary user now.");
        return 0;
    }
}
