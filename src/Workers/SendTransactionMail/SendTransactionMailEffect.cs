using Npgsql;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Mail;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Workers.SendTransactionMail;

/// <summary>
/// Confirms to whoever booked transactions, and wants mail, what was booked: one mail per commit, its Message-ID made of book and number. An
/// imported statement is told by the import, not here.
/// </summary>
[EffectDefaults(Concurrency = MailPatience.Concurrency, MaxAttempts = MailPatience.Attempts, RetryMs = MailPatience.RetryMs)]
internal sealed class SendTransactionMailEffect(NpgsqlDataSource database, IMailer mailer) : IEffect<BookChanged>
{
    private const int Shown = 20;

    // An address that nobody has confirmed may be somebody else's: it gets the first few only.
    private const string Booked = """
        select u.email, t.amount, t.currency, t.flow, t.direction, t.date, coalesce(t.merchant, t.description), a.name, k.name, count(*) over ()
          from users u join books b on b.book_id = $1
          join changes c on c.book_id = b.book_id and c.seq > $2 and c.seq <= $3 and c.kind = 'transaction' and c.op = 'create'
          join transactions t on t.book_id = c.book_id and t.transaction_id = c.subject_id
          join accounts a on a.book_id = t.book_id and a.account_id = t.account_id
          left join categories k on k.book_id = t.book_id and k.category_id = t.category_id
         where u.user_id = $4 and u.email_notifications and (u.email_verified or b.seq <= 100)
         order by c.seq limit $5
        """;

    public async Task HandleAsync(BookChanged message, CancellationToken cancellation)
    {
        if (message.Cause != "transaction.created" || !mailer.IsConfigured)
        {
            return;
        }
        var rows = await ReadAsync(message, cancellation);
        if (rows.Count > 0)
        {
            var id = StableId.Of($"transaction.mail/{message.BookId:N}/{message.ToSeq}");
            await mailer.SendAsync(new OutgoingMail(id, rows[0].Email, Write(rows, message.OccurredAt)), cancellation);
        }
    }

    private async Task<List<Row>> ReadAsync(BookChanged message, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command(Booked, Of(message.BookId), Of(message.FromSeq), Of(message.ToSeq), Of(message.ActorId), Of((long)Shown));
        return await connection.ReadAsync(
            command,
            r => new Row(
                r.GetString(0),
                Currency.Of(r.GetString(2)).Format(r.GetDecimal(1)),
                r.GetString(3),
                r.GetString(4) == "in",
                r.GetFieldValue<DateOnly>(5),
                MailContent.Inert(r.IsDBNull(6) ? null : r.GetString(6)),
                MailContent.Inert(r.GetString(7)),
                MailContent.Inert(r.IsDBNull(8) ? "Uncategorised" : r.GetString(8)),
                r.GetInt64(9)
            ),
            cancellation
        );
    }

    private static MailContent Write(List<Row> rows, DateTimeOffset at)
    {
        string[] notes = ["You get this mail because e-mail notifications are on in your settings."];
        if (rows is [var only])
        {
            return new MailContent($"{only.What} of {only.Amount} in {only.Account}", ["This was booked:"], at)
            {
                Facts = only.Facts(),
                Notes = notes,
            };
        }
        var more = rows[0].Count - rows.Count;
        return new MailContent($"{rows[0].Count} transactions booked", ["These were booked together:"], at)
        {
            Facts = [.. rows.Select(r => ($"{r.Date:yyyy-MM-dd} {r.What} {r.Text}".TrimEnd(), $"{(r.In ? "+" : "-")}{r.Amount}"))],
            Notes = more > 0 ? [$"And {more} more.", .. notes] : notes,
        };
    }

    private sealed record Row(
        string Email,
        string Amount,
        string Flow,
        bool In,
        DateOnly Date,
        string Text,
        string Account,
        string Category,
        long Count
    )
    {
        public string What => $"{char.ToUpperInvariant(Flow[0])}{Flow[1..]}";

        public IReadOnlyList<(string, string)> Facts() =>
            [
                ("Amount", Amount),
                ("Date", Date.ToString("yyyy-MM-dd")),
                ("Account", Account),
                ("Category", Category),
                .. Text.Length > 0 ? [("Text", Text)] : Array.Empty<(string, string)>(),
            ];
    }
}
