using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>How far one budget is used; amounts in the book's currency.</summary>
/// <param name="BudgetId">The budget.</param>
/// <param name="CategoryId">The category whose spending counts, children included.</param>
/// <param name="Category">Its name.</param>
/// <param name="Period">week, month or year.</param>
/// <param name="StartDate">The first day of the present period.</param>
/// <param name="EndDate">The last day of the present period.</param>
/// <param name="Limit">What may be spent in the period.</param>
/// <param name="RolledOver">Carried over from earlier periods; negative when overspend is carried.</param>
/// <param name="Spent">Expenses less refunds.</param>
/// <param name="Remaining">Limit + rolled over − spent; negative when it is overspent.</param>
/// <param name="Progress">Spent as a percentage of limit + rolled over, two decimals.</param>
/// <param name="Projected">Spending at the period's end: what was paid up to today goes on at its pace, refunds do not, and what is booked for later days comes as it is.</param>
/// <param name="MissingRates">Spending in another currency without a rate: it is not in what is spent.</param>
public sealed record BudgetProgressAnswer(
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
    decimal Projected,
    IReadOnlyList<MissingRate> MissingRates
);

/// <summary>The progress of every budget of a book, children of its category included, exact as of the book's last commit.</summary>
public sealed class BudgetProgressFigure(NpgsqlDataSource database, RateTables rates)
    : IFigure<TodayParameters, IEnumerable<BudgetProgressAnswer>>
{
    // Spending in another currency stays as fine as the totals are, so that it rounds as in the other figures. With a weekend rule a year has up
    // to 368 days.
    private const string StatementB = $"""
        with h as materialized (select b.epoch, {ExactRead.RatesVersion} as rates_version, x.seq, x.applied_seq from books b, ({ExactRead.Head}) x where b.book_id = $1),
        b as materialized (select * from budgets where book_id = $1 and deleted_seq is null),
        since as materialized (select least(min(start_date) filter (where rollover <> 'none'), $2) - 370 as day from b),
        spent as (
            select x.date, x.category_id, x.currency, x.flow, case when x.currency <> $3 then x.account_id end as account_id, sum(x.amount) as amount from (
                select date, category_id, account_id, currency, flow, amount from book_totals
                 where book_id = $1 and date between (select day from since) and $2 + 370 and flow in ('expense', 'refund')
                union all
                select date, category_id, account_id, currency, flow, amount from entries
                 where {ExactRead.Tail} and date between (select day from since) and $2 + 370 and flow in ('expense', 'refund')) x
             group by 1, 2, 3, 4, 5),
        of_budget as (
            select b.budget_id, spent.date, spent.currency, spent.flow, sum(spent.amount) as amount
              from b join categories c on c.book_id = $1 and (c.category_id = b.category_id or c.parent_id = b.category_id)
              join spent on spent.category_id = c.category_id
             group by b.budget_id, spent.date, spent.currency, spent.flow, spent.account_id, case when spent.currency <> $3 then spent.category_id end)
        select h.seq, h.epoch, h.rates_version, b.budget_id, b.category_id, c.name, b.amount, b.period, b.rollover, b.start_date, b.end_date,
               b.later_from, b.later_amounts, o.date, o.currency, o.flow, o.amount
          from h left join b on true
          left join categories c on c.book_id = $1 and c.category_id = b.category_id
          left join of_budget o on o.budget_id = b.budget_id
         order by b.budget_id
        """;

    /// <inheritdoc/>
    public string Name => "budget-progress";

    /// <inheritdoc/>
    public int AnswerVersion => 4;

    /// <inheritdoc/>
    public bool IsWatched => true;

    /// <inheritdoc/>
    public async Task<Figure<IEnumerable<BudgetProgressAnswer>>> ComputeAsync(
        BookHead book,
        TodayParameters parameters,
        CancellationToken cancellation
    )
    {
        var (label, budgets) = await ReadAsync(book, parameters.Today, cancellation);
        return new(label, budgets);
    }

    /// <summary>The figures themselves, for the slice's cache and for alerts alike: of the budgets that have a period today.</summary>
    public async Task<(BookLabel Label, IReadOnlyList<BudgetProgressAnswer> Budgets)> ReadAsync(
        BookHead book,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var (found, table) = await rates.WithAsync(
            book,
            async () =>
            {
                var found = await ReadRowsAsync(book, today, cancellation);
                return (found, found.Label);
            },
            found =>
                [
                    .. found
                        .Budgets.SelectMany(b => b.Spending)
                        .Where(s => s.Currency != book.Currency)
                        .Select(s => (s.Currency, s.Day!.Value)),
                ],
            cancellation
        );
        var current = found.Budgets.Where(b => b.Plan.Covers(today, book.Calendar));
        return (found.Label, [.. current.Select(b => b.Answer(book, today, table))]);
    }

    private async Task<(BookLabel Label, List<BudgetRows> Budgets)> ReadRowsAsync(
        BookHead book,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(StatementB);
        command.Parameters.Add(Parameter(book.BookId));
        command.Parameters.Add(Parameter(today));
        command.Parameters.Add(Parameter(book.Currency));
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
            if (!reader.IsDBNull(13))
            {
                budgets[^1].Add(reader);
            }
        }
        return (label, budgets);
    }

    private sealed record BudgetRows(Guid BudgetId, Guid CategoryId, string Category, BudgetPlan Plan)
    {
        public List<FlowSum> Spending { get; } = [];

        public static BudgetRows Read(NpgsqlDataReader r) =>
            new(
                r.GetGuid(3),
                r.GetGuid(4),
                r.GetString(5),
                new BudgetPlan(
                    r.GetDecimal(6),
                    r.GetString(7),
                    r.GetString(8),
                    r.GetFieldValue<DateOnly>(9),
                    r.IsDBNull(10) ? null : r.GetFieldValue<DateOnly>(10)
                )
                {
                    Later =
                    [
                        .. r.GetFieldValue<DateOnly[]>(11)
                            .Zip(r.GetFieldValue<decimal[]>(12), (from, amount) => new BudgetStep(from, amount)),
                    ],
                }
            );

        public void Add(NpgsqlDataReader r) =>
            Spending.Add(
                new FlowSum(CategoryId, r.GetString(14), Flows.Parse(r.GetString(15)), r.GetDecimal(16), r.GetFieldValue<DateOnly>(13))
            );

        public BudgetProgressAnswer Answer(BookHead book, DateOnly today, RateTable table)
        {
            // What is in no period of this budget was read for another: a rate that it lacks is none of this one's.
            var current = book.Calendar.PeriodOf(Plan.Period, today);
            var first = Plan.Rollover == "none" ? current : book.Calendar.PeriodOf(Plan.Period, Plan.StartDate);
            var own = Spending.Where(s => s.Day >= first.Start && s.Day <= current.End);
            var spending = ConvertedSums.Of(own, book.Currency, table);
            var ofDay = spending.Sums.GroupBy(s => s.Day!.Value).ToDictionary(g => g.Key, g => -g.Sum(s => s.Amount));
            var refunds = spending
                .Sums.Where(s => s.Flow == Flow.Refund)
                .GroupBy(s => s.Day!.Value)
                .ToDictionary(g => g.Key, g => g.Sum(s => s.Amount));
            var p = BudgetProgress.Compute(Plan, book.Calendar, Currency.Of(book.Currency), today, ofDay, refunds);
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
                p.Projected,
                MissingRate.Of(spending.Missing)
            );
        }
    }
}
