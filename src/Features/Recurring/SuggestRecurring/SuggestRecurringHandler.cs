using Npgsql;
using Rupaya.Domain.Recurring;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Recurring.SuggestRecurring;

internal sealed class SuggestRecurringHandler(BookHeads heads, NpgsqlDataSource database)
{
    private const int Years = 3;
    private const long Newest = 20_000;

    // What a schedule posts, and what it already covers, is no news.
    private const string History = """
        select t.account_id, t.flow, nullif(btrim(t.merchant), ''), nullif(btrim(t.description), ''), t.category_id, t.currency, t.amount, t.date
          from transactions t
         where t.book_id = $1 and t.deleted_seq is null and t.date >= $2 and t.flow in ('income', 'expense')
           and coalesce(nullif(btrim(t.merchant), ''), nullif(btrim(t.description), '')) is not null
           and not exists (
               select 1 from recurring r
                where r.book_id = $1 and r.deleted_seq is null and r.account_id = t.account_id and r.type = t.flow
                  and name_key(coalesce(r.merchant, r.description)) = name_key(coalesce(nullif(btrim(t.merchant), ''), t.description)))
         order by t.date desc, t.transaction_id desc limit $3
        """;

    public async Task<Result<Reply<IEnumerable<SuggestionView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var today = head.Value.Today;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command(History, Parameter(head.Value.BookId), Parameter(today.AddYears(-Years)), Parameter(Newest));
        var payments = await connection.ReadAsync(command, Read, cancellation);
        return Reply.Ok<IEnumerable<SuggestionView>>(RecurrenceDetector.Find(payments, today).Select(View));
    }

    private static PastPayment Read(NpgsqlDataReader r) =>
        new(
            r.GetGuid(0),
            r.GetString(1),
            r.IsDBNull(2) ? null : r.GetString(2),
            r.IsDBNull(3) ? null : r.GetString(3),
            r.IsDBNull(4) ? null : r.GetGuid(4),
            r.GetString(5),
            r.GetDecimal(6),
            r.GetFieldValue<DateOnly>(7)
        );

    private static SuggestionView View(RecurrenceSuggestion s) =>
        new(
            new SuggestedTemplate(
                s.Example.AccountId,
                s.Example.Type,
                s.Amount,
                s.Example.CategoryId,
                s.Example.Merchant,
                s.Example.Description
            ),
            s.PreviousAmount,
            s.Example.Currency,
            s.Schedule.Frequency,
            s.Schedule.Interval,
            s.Schedule.Start,
            s.NextDate,
            s.Example.Date,
            s.Count
        );
}
