using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Goals;
using Rupaya.Domain.Money;
using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>A goal and how far it is; amounts in the book's currency.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Saved">What the linked accounts hold at today's rates, or what contributions come to.</param>
/// <param name="Progress">How far it is, and what is needed a month.</param>
/// <param name="Missing">Linked balances without a rate: they are not in what is saved.</param>
public sealed record GoalState(Goal Goal, decimal Saved, GoalProgress Progress, IReadOnlyList<Unconverted> Missing);

/// <summary>How far the goals of a book are, exact as of its last commit.</summary>
public sealed class GoalStates(NpgsqlDataSource database, RateTables rates)
{
    private static readonly string Text = $"""
        select x.*, coalesce((select sum(c.amount) from goal_contributions c where c.book_id = $1 and c.goal_id = x.goal_id), 0),
               array(select a.currency from accounts a where a.book_id = $1 and a.account_id = any(x.array) order by a.account_id),
               array(select a.current_balance - case when a.last_date > $3 then {LaterSums.Of(
            "$3"
        )} else 0 end from accounts a where a.book_id = $1 and a.account_id = any(x.array) order by a.account_id),
               {ExactRead.RatesVersion}, b.seq, b.epoch
          from ({GoalSql.Select} where g.book_id = $1 and g.deleted_seq is null and ($2::uuid is null or g.goal_id = $2)) x
          join books b on b.book_id = $1
         order by x.goal_id
        """;

    /// <param name="book">The book.</param>
    /// <param name="goalId">One goal; null for all.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<GoalState>> ReadAsync(BookHead book, Guid? goalId, CancellationToken cancellation)
    {
        var (found, table) = await rates.WithAsync(
            book,
            () => RowsAsync(book, goalId, cancellation),
            found =>
                [.. found.SelectMany(g => g.Held).Where(h => h.Currency != book.Currency).Select(h => (h.Currency, book.Today)).Distinct()],
            cancellation
        );
        return found.ConvertAll(g => State(g, book, table));
    }

    private static GoalState State(GoalRow row, BookHead book, RateTable table)
    {
        var currency = Currency.Of(book.Currency);
        var priced = row.Held.Select(h => (Held: h, Rate: table.Find(h.Currency, book.Currency, book.Today))).ToList();
        var saved =
            row.Goal.AccountIds.Count == 0
                ? row.Contributed
                : priced.Where(p => p.Rate is not null).Sum(p => p.Rate!.Convert(p.Held.Balance, currency));
        var missing = priced.Where(p => p.Rate is null && p.Held.Balance != 0).Select(p => (p.Held.Currency, p.Held.Balance, book.Today));
        var start = CivilDates.Today(book.TimeZone, NodaTime.Instant.FromDateTimeOffset(row.Goal.CreatedAt));
        var progress = GoalProgress.Of(saved, row.Goal.TargetAmount, start, row.Goal.TargetDate, book.Today, currency);
        return new GoalState(row.Goal, saved, progress, Unconverted.Of(missing));
    }

    private async Task<(List<GoalRow> Found, BookLabel Label)> RowsAsync(BookHead book, Guid? goalId, CancellationToken cancellation)
    {
        var label = new BookLabel(book.Seq, book.Epoch, book.RatesVersion);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.ReadAsync(
            Command(Text, Parameter(book.BookId), Parameter(goalId), Parameter(book.Today)),
            r =>
            {
                label = new BookLabel(r.GetInt64(13), r.GetInt32(14), r.GetInt64(12));
                var currencies = r.GetFieldValue<string[]>(10);
                return new GoalRow(GoalSql.Read(r), r.GetDecimal(9), [.. currencies.Zip(r.GetFieldValue<decimal[]>(11))]);
            },
            cancellation
        );
        return (rows, label);
    }

    private sealed record GoalRow(Goal Goal, decimal Contributed, IReadOnlyList<(string Currency, decimal Balance)> Held);
}
