using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Web;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Reads;

/// <summary>The dashboard's answer. Amounts are in <paramref name="Currency"/>, the book's, but for account balances.</summary>
/// <param name="Period">week, month, year, or custom for given dates.</param>
/// <param name="SavingsRate">Percent with two decimals; null when there was no income.</param>
/// <param name="MissingRates">What is in another currency without a rate: named with its untouched sum and left out of the totals.</param>
internal sealed record DashboardAnswer(
    string Period,
    DateOnly StartDate,
    DateOnly EndDate,
    string Currency,
    decimal Income,
    decimal Expenses,
    decimal Savings,
    decimal? SavingsRate,
    IReadOnlyList<CategoryAmount> SpendingByCategory,
    IReadOnlyList<AccountBalance> Accounts,
    IReadOnlyList<MissingRate> MissingRates
);

/// <param name="CategoryId">Null for Uncategorised.</param>
/// <param name="Amount">Expenses less refunds, in the book's currency.</param>
/// <param name="Percent">Of all expenses, two decimals.</param>
internal sealed record CategoryAmount(Guid? CategoryId, Guid? ParentId, string Category, decimal Amount, decimal Percent);

/// <param name="Balance">In the account's own currency.</param>
internal sealed record AccountBalance(Guid AccountId, string Name, string Currency, decimal Balance);

/// <param name="Amount">Signed sum in <paramref name="Currency"/>.</param>
internal sealed record MissingRate(string Currency, decimal Amount, DateOnly From, DateOnly To);

/// <summary>Income, expenses, spending by category and balances of a period, exact as of the book's last commit.</summary>
internal sealed class DashboardFigure(NpgsqlDataSource database, RateTables rates) : IFigure
{
    // One statement, one snapshot: the head, the sums of totals and tail, and the balances. Part tells the rows apart.
    private const string StatementB = $"""
        with h as materialized (select b.epoch, {ExactRead.RatesVersion} as rates_version, x.seq, x.applied_seq from books b, ({ExactRead.Head}) x where b.book_id = $1)
        select 0 as part, null::uuid as id, null::uuid as parent_id, rates_version::text as name, null as currency, null as flow,
               epoch::numeric as amount, seq as n, null::date as day from h
        union all
        select 1, s.category_id, c.parent_id, c.name, s.currency, s.flow, s.amount, 0, s.day
          from (select category_id, currency, flow, case when currency <> $4 then date end as day, sum(amount) as amount from (
                    select category_id, currency, flow, date, amount from book_totals where book_id = $1 and date between $2 and $3
                    union all
                    select category_id, currency, flow, date, amount from entries where {ExactRead.Tail} and date between $2 and $3) x
                 group by 1, 2, 3, 4 having sum(amount) <> 0) s
          join categories c on c.book_id = $1 and c.category_id = s.category_id
        union all
        select 2, account_id, null, name, currency, null, current_balance, 0, null
          from accounts where book_id = $1 and deleted_seq is null and not is_archived
        """;

    private const int MaxAttempts = 5;

    public string Name => "dashboard";

    public int AnswerVersion => 2;

    public static string Parameters(string period, DateRange range) => $"{period}&{range.Start:yyyy-MM-dd}&{range.End:yyyy-MM-dd}";

    public async Task<FigureAnswer> ComputeAsync(BookHead book, string parameters, CancellationToken cancellation)
    {
        var parts = parameters.Split('&');
        var range = new DateRange(DateOnly.ParseExact(parts[1], "yyyy-MM-dd"), DateOnly.ParseExact(parts[2], "yyyy-MM-dd"));
        for (var attempt = 1; ; attempt++)
        {
            var read = await ReadAsync(book, range, cancellation);
            var (table, version) = await RatesOfAsync(book, read, cancellation);
            // Rates that changed since the figures were read belong to a later state of the book: both are read again.
            if (version == read.Label.RatesVersion || attempt == MaxAttempts)
            {
                var answer = Compose(book.Currency, parts[0], range, read, table);
                return new FigureAnswer(read.Label, JsonSerializer.SerializeToUtf8Bytes(answer, Json.Options));
            }
        }
    }

    /// <summary>What converts the sums in other currencies, and the version of the rates that it was read at.</summary>
    private async Task<(RateTable Table, long Version)> RatesOfAsync(BookHead book, DashboardRows read, CancellationToken cancellation)
    {
        var foreign = read.Sums.Where(s => s.Day is not null).ToList();
        return foreign.Count == 0
            ? (new RateTable(book.Currency, [], []), read.Label.RatesVersion)
            : await rates.LoadAsync(
                book.BookId,
                book.Currency,
                foreign.Min(s => s.Day!.Value),
                foreign.Max(s => s.Day!.Value),
                [.. foreign.Select(s => s.Currency).Distinct(StringComparer.Ordinal)],
                cancellation
            );
    }

    private async Task<DashboardRows> ReadAsync(BookHead book, DateRange range, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(StatementB);
        command.Parameters.Add(Of(book.BookId));
        command.Parameters.Add(Of(range.Start));
        command.Parameters.Add(Of(range.End));
        command.Parameters.Add(Of(book.Currency));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new DashboardRows();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(reader);
        }
        return rows;
    }

    private static DashboardAnswer Compose(string currency, string period, DateRange range, DashboardRows rows, RateTable table)
    {
        var figures = Dashboard.From(rows.Sums, currency, table);
        return new DashboardAnswer(
            period,
            range.Start,
            range.End,
            currency,
            figures.Income,
            figures.Expenses,
            figures.Savings,
            figures.SavingsRate,
            figures.Spending.Select(s => rows.Named(s)).ToList(),
            rows.Accounts.OrderBy(a => a.AccountId).ToList(),
            figures.Unconverted.Select(u => new MissingRate(u.Currency, u.Amount, u.From, u.To)).ToList()
        );
    }

    private sealed class DashboardRows
    {
        private readonly Dictionary<Guid, (string Name, Guid? Parent)> _categories = [];

        public BookLabel Label { get; private set; }
        public List<FlowSum> Sums { get; } = [];
        public List<AccountBalance> Accounts { get; } = [];

        public void Add(NpgsqlDataReader r)
        {
            switch (r.GetInt32(0))
            {
                case 0:
                    Label = new BookLabel(r.GetInt64(7), (int)r.GetDecimal(6), long.Parse(r.GetString(3)));
                    break;
                case 1:
                    _categories[r.GetGuid(1)] = (r.GetString(3), r.IsDBNull(2) ? null : r.GetGuid(2));
                    Sums.Add(
                        new FlowSum(
                            r.GetGuid(1),
                            r.GetString(4),
                            Flows.Parse(r.GetString(5)),
                            r.GetDecimal(6),
                            r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8)
                        )
                    );
                    break;
                default:
                    Accounts.Add(new AccountBalance(r.GetGuid(1), r.GetString(3), r.GetString(4), r.GetDecimal(6)));
                    break;
            }
        }

        public CategoryAmount Named(CategorySpending spending)
        {
            if (spending.CategoryId == Posting.NoCategory)
            {
                return new CategoryAmount(null, null, "Uncategorised", spending.Amount, spending.Percent);
            }
            var (name, parent) = _categories[spending.CategoryId];
            return new CategoryAmount(spending.CategoryId, parent, name, spending.Amount, spending.Percent);
        }
    }
}
