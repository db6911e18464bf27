using Npgsql;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.SendTransactionMail;

/// <summary>
/// Confirms to whoever booked transactions, and wants mail, what was booked: one mail per commit, its Message-ID made of book and number. An
/// imported statement is told by the import, not here. A message may stand for several commits.
/// </summary>
[EffectDefaults(Concurrency = MailRetryDefaults.Concurrency, MaxAttempts = MailRetryDefaults.Attempts, RetryMs = MailRetryDefaults.RetryMs)]
internal sealed class SendTransactionMailEffect(NpgsqlDataSource database, IMailer mailer) : IEffect<BookChanged>
{
    private const string Transactions = "transaction.";

    // The changes of one commit share their instant. An address that nobody has confirmed may be somebody else's: it gets the first few only.
    private const string Booked = """
        select u.email, c.at, max(c.seq) over (partition by c.at), t.amount, t.currency, t.flow, t.direction, t.date, coalesce(t.merchant, t.description), a.name, k.name
          from users u join books b on b.book_id = $1
          join changes c on c.book_id = $1 and c.seq > $2 and c.seq <= $3 and c.kind = 'transaction' and c.op = 'create' and c.actor_id = u.user_id
          join transactions t on t.book_id = $1 and t.transaction_id = c.subject_id
          join accounts a on a.book_id = $1 and a.account_id = t.account_id
          left join categories k on k.book_id = $1 and k.category_id = t.category_id
         where u.user_id = $4 and u.email_notifications and (u.email_verified or b.seq <= 100)
         order by c.seq
        """;

    public async Task HandleAsync(BookChanged message, CancellationToken cancellation)
    {
        if (!message.Cause.StartsWith(Transactions, StringComparison.Ordinal) || !mailer.IsConfigured)
        {
            return;
        }
        var rows = await ReadAsync(message, cancellation);
        foreach (var commit in rows.GroupBy(r => r.LastSeq))
        {
            var id = StableId.Of($"transaction.mail/{message.BookId:N}/{commit.Key}");
            var booked = commit.ToList();
            await mailer.SendAsync(new OutgoingMail(id, booked[0].Email, ConfirmationText.Write(booked)), cancellation);
        }
    }

    private async Task<List<BookedRow>> ReadAsync(BookChanged message, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command(
            Booked,
            Parameter(message.BookId),
            Parameter(message.FromSeq),
            Parameter(message.ToSeq),
            Parameter(message.ActorId)
        );
        return await connection.ReadAsync(command, BookedRow.Read, cancellation);
    }
}
