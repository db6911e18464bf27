using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Web;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Reads;

/// <summary>How far one budget is used; amounts in the book's currency.</summary>
internal sealed record BudgetProgressAnswer(
    Guid BudgetId,
    Guid CategoryId,
    string Category,
    string Period,
    DateOnly StartDate,
    DateOnly EndDate,
    decimal Limit,
    decimal RolledOver,
    decimal Spent,
    decimal Remaining,
    decimal Progress,
    decimal Projected
);

/// <summary>The progress of every budget of a book, children of its category included, exact as of the book's last commit.</summary>
internal sealed class BudgetProgressFigure(NpgsqlDataSource database) : IFigure
{
    private const string StatementB = $"""
        with h as materialized (select b.epoch, {ExactRead.RatesVersion} as rates_version, x.seq, x.applied_seq from books b, ({ExactRead.Head}) x where b.book_id = $1),
        b as materialized (select * from budgets where book_id = $1 and deleted_seq is null),
        since as materialized (select least(min(start_date) filter (where rollover <> 'none'), $2) - 366 as day from b),
        spent as (
            select x.date, x.category_id, -sum(x.amount) as amount from (
                select date, category_id, amount from book_totals
                 where book_id = $1 and date between (select day from since) and $2 + 366 and flow in ('expense', 'refund') and currency = $3
                union all
                select date, category_id, amount from entries
                 where {ExactRead.Tail} and date between (select day from since) and $2 + 366 and flow in ('expense', 'refund') and currency = $3) x
             group by x.date, x.category_id),
        of_budget as (
            select b.budget_id, spent.date, sum(spent.amount) as amount
              from b join categories c on c.book_id = $1 and (c.category_id = b.category_id or c.parent_id = b.category_id)
              join spent on spent.category_id = c.category_id
             group by b.budget_id, spent.date)
        select h.seq, h.epoch, h.rates_version, b.budget_id, b.category_id, c.name, b.amount, b.period, b.rollover, b.start_date, o.date, o.amount
          from h left join b on true
          left join categories c on c.book_id = $1 and c.category_id = b.category_id
          left join of_budget o on o.budget_id = b.budget_id
         order by b.budget_id
        """;

    public string Name => "budget-progress";

    public int AnswerVersion => 1;

    public static string Parameters(DateOnly today) => today.ToString("yyyy-MM-dd");

    public async Task<FigureAnswer> ComputeAsync(BookHead book, string parameters, CancellationToken cancellation)
    {
        var (label, budgets) = await ReadAsync(book, DateOnly.ParseExact(parameters, "yyyy-MM-dd"), cancellation);
        return new FigureAnswer(label, JsonSerializer.SerializeToUtf8Bytes(budgets, Json.Options));
    }

    /// <summary>The figures themselves, for the slice's cache and for alerts alike.</summary>
    public async Task<(BookLabel Label, IReadOnlyList<BudgetProgressAnswer> Budgets)> ReadAsync(
        BookHead book,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(StatementB);
        command.Parameters.Add(Of(book.BookId));
        command.Parameters.Add(Of(today));
        command.Parameters.Add(Of(book.Currency));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var label = default(BookLabel);
        var budgets = new List<BudgetRows>();
        while (await reader.ReadAsync(cancellation))
        {
            label = new BookLabel(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2));
            if (reader.IsDBNull(3))
            {
                continue;
            }
            if (budgets.Count == 0 || budgets[^1].BudgetId != reader.GetGuid(3))
            {
                budgets.Add(BudgetRows.Read(reader));
            }
            if (!reader.IsDBNull(10))
            {
                budgets[^1].Spending[reader.GetFieldValue<DateOnly>(10)] = reader.GetDecimal(11);
            }
        }
        return (label, budgets.ConvertAll(b => b.Answer(book, today)));
    }

    private sealed record BudgetRows(Guid BudgetId, Guid CategoryId, string Category, BudgetPlan Plan)
    {
        public Dictionary<DateOnly, decimal> Spending { get; } = [];

        public static BudgetRows Read(NpgsqlDataReader r) =>
            new(
                r.GetGuid(3),
                r.GetGuid(4),
                r.GetString(5),
                new BudgetPlan(r.GetDecimal(6), r.GetString(7), r.GetString(8), r.GetFieldValue<DateOnly>(9))
            );

        public BudgetProgressAnswer Answer(BookHead book, DateOnly today)
        {
            var p = BudgetProgress.Compute(Plan, book.Calendar, Currency.Of(book.Currency), today, Spending);
            return new BudgetProgressAnswer(
                BudgetId,
                CategoryId,
                Category,
                Plan.Period,
                p.Period.Start,
                p.Period.End,
                p.Limit,
                p.RolledOver,
                p.Spent,
                p.Remaining,
                p.Progress,
                p.Projected
            );
        }
    }
}
