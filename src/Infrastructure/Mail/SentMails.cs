using Npgsql;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Mail;

/// <summary>
/// Which mails were taken by the server. A message that is tried again, because another mail of it failed or a worker died, sends none of them
/// twice, but for the one that was on its way when the worker died: that one comes with the same Message-ID.
/// </summary>
internal sealed class SentMails(NpgsqlDataSource database)
{
    public async Task<bool> IsSentAsync(Guid mailId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select exists (select 1 from sent_mails where mail_id = $1)");
        command.Parameters.Add(Of(mailId));
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async Task MarkAsync(Guid mailId)
    {
        await using var command = database.CreateCommand(
            "insert into sent_mails (mail_id, sent_at) values ($1, now()) on conflict do nothing"
        );
        command.Parameters.Add(Of(mailId));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
