using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Mail;

/// <summary>
/// Which mails were taken by the server, so that a message that is tried again, because another mail of it failed or a worker died, does not
/// repeat them. Only a mail that is on its way at that very moment may come twice, with the same Message-ID.
/// </summary>
internal sealed class SentMails(NpgsqlDataSource database)
{
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    internal async Task<bool> IsSentAsync(Guid mailId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select exists (select 1 from sent_mails where mail_id = $1)");
        command.Parameters.Add(Parameter(mailId));
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    internal async Task MarkAsync(Guid mailId)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await InsertAsync(mailId);
                return;
            }
            catch (NpgsqlException) when (attempt < Attempts)
            {
                // The mail is out: what is only the database's trouble is worth some patience.
                await Task.Delay(Pause);
            }
        }
    }

    private async Task InsertAsync(Guid mailId)
    {
        await using var command = database.CreateCommand(
            "insert into sent_mails (mail_id, sent_at) values ($1, now()) on conflict do nothing"
        );
        command.Parameters.Add(Parameter(mailId));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
