using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Rates;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Reads;

/// <summary>An account as a sum sees it.</summary>
/// <param name="Balance">In its currency, everything that was ever posted included.</param>
/// <param name="OverdraftLimit">How far below 0 it may go, in its currency.</param>
internal sealed record SumAccount(Guid AccountId, string Name, string Currency, decimal Balance, bool IsArchived, decimal OverdraftLimit);

/// <summary>What one statement saw of a book: sums of its journal, the names they go by, and its accounts.</summary>
internal sealed class SumRows
{
    public BookLabel Label { get; private set; }
    public List<FlowSum> Sums { get; } = [];
    public List<SumAccount> Accounts { get; } = [];

    /// <summary>What moved accounts: bucket i is what is dated after day i of those asked for (from 1) and not after the next.</summary>
    public List<FlowSum> Moves { get; } = [];

    /// <summary>What transactions add up to by something that is no row of its own: a merchant, a tag.</summary>
    public List<FlowSum> Labelled { get; } = [];
    public Dictionary<Guid, (string Name, Guid? Parent)> Names { get; } = [];

    public void Add(NpgsqlDataReader r)
    {
        switch (r.GetInt32(0))
        {
            case 0:
                Label = new BookLabel(r.GetInt64(9), r.GetInt32(6), (long)r.GetDecimal(8));
                break;
            case 1:
                Names[r.GetGuid(1)] = (r.GetString(3), r.IsDBNull(2) ? null : r.GetGuid(2));
                Sums.Add(Sum(r));
                break;
            case 2:
                Accounts.Add(
                    new SumAccount(r.GetGuid(1), r.GetString(3), r.GetString(4), r.GetDecimal(8), r.GetInt32(6) == 1, r.GetDecimal(10))
                );
                break;
            case 3:
                Moves.Add(Sum(r));
                break;
            default:
                Names[r.GetGuid(1)] = (r.GetString(3), null);
                Labelled.Add(Sum(r));
                break;
        }
    }

    /// <summary>What the accounts hold now.</summary>
    public IReadOnlyList<HeldBalance> Held() => Accounts.ConvertAll(a => new HeldBalance(a.AccountId, a.Currency, a.Balance));

    private static FlowSum Sum(NpgsqlDataReader r) =>
        new(
            r.GetGuid(1),
            r.GetString(4),
            Flows.Parse(r.GetString(5)),
            r.GetDecimal(8),
            r.IsDBNull(7) ? null : r.GetFieldValue<DateOnly>(7),
            r.GetInt32(6),
            r.GetInt64(9)
        );
}

/// <summary>What a statement sums, and by what.</summary>
internal sealed class SumShape
{
    /// <summary>Income, expenses and refunds by category, the whole range as one.</summary>
    public static readonly SumShape Categories = new(Earned("category_id", CategoryNames, "1"));

    /// <summary>The same with children in their parents.</summary>
    public static readonly SumShape TopCategories = new(Earned("category_id", TopNames, "1"));

    /// <summary>By category, for each part of the range.</summary>
    public static readonly SumShape CategoriesOverTime = new(Earned("category_id", CategoryNames, Parts));

    /// <summary>Income, expenses and refunds by account, the whole range as one.</summary>
    public static readonly SumShape Accounts = new(Earned("account_id", AccountNames, "1"));

    /// <summary>Whatever moved accounts after some days.</summary>
    public static readonly SumShape Balances = new(Moves);

    /// <summary>Both, for what shows spending and balances.</summary>
    public static readonly SumShape CategoriesAndBalances = new(Earned("category_id", CategoryNames, Parts) + Moves);

    /// <summary>By category, and by merchant without regard to case.</summary>
    public static readonly SumShape Merchants = new(
        Earned("category_id", CategoryNames, "1") + Labels("nullif(btrim(t.merchant), '')", from: "")
    );

    /// <summary>By category, and by tag without regard to case: what has two tags is in both, once.</summary>
    public static readonly SumShape Tags = new(
        Earned("category_id", CategoryNames, "1")
            + Labels("g.tag", from: "left join lateral (select min(tag) as tag from unnest(t.tags) as tag group by lower(tag)) g on true")
    );

    private const string Parts = "width_bucket(date, $5)";
    private const string CategoryNames =
        "join (select category_id as own, category_id as id, parent_id, name from categories where book_id = $1) k on k.own = s.id";
    private const string TopNames = """
        join (select c.category_id as own, t.category_id as id, t.parent_id, t.name from categories c
                join categories t on t.book_id = $1 and t.category_id = coalesce(c.parent_id, c.category_id) where c.book_id = $1) k on k.own = s.id
        """;
    private const string AccountNames =
        "join (select account_id as own, account_id as id, null::uuid as parent_id, name from accounts where book_id = $1) k on k.own = s.id";

    private const string Moves = $"""

        union all
        select 3, account_id, null, null, currency, 'transfer', width_bucket(date, $6), null, sum(amount), 0, null from (
            select account_id, currency, date, amount from book_totals where book_id = $1 and date >= ($6)[1]
            union all
            select account_id, currency, date, amount from entries where {ExactRead.Tail} and date >= ($6)[1]) m
         group by account_id, currency, width_bucket(date, $6) having sum(amount) <> 0
        """;

    private SumShape(string sums) =>
        // One statement, one snapshot: the head, the sums of totals and tail, and the balances. Part tells the rows apart.
        Text = $"""
            with h as materialized (
                select b.epoch, {ExactRead.RatesVersion} as rates_version, x.seq, x.applied_seq from books b, ({ExactRead.Head}) x where b.book_id = $1)
            select 0 as part, null::uuid as id, null::uuid as parent_id, null::text as name, null::text as currency, null::text as flow,
                   epoch as bucket, null::date as day, rates_version::numeric as amount, seq as n, null::numeric as more from h
            union all
            select 2, account_id, null, name, currency, null, is_archived::int, null, current_balance, 0, overdraft_limit
              from accounts where book_id = $1 and deleted_seq is null
            {sums}
            """;

    /// <summary>
    /// $1 book, $2 and $3 the range, $4 the book's currency, $5 the first days of the range's parts, $6 the days after those whose balances are
    /// asked for.
    /// </summary>
    public string Text { get; }

    private static string Labels(string label, string from) =>
        $"""

            union all
            select 4, id, null, min(min(label)) over (partition by id), currency, flow, 1, day, sum(effect), count(*), null from (
                select coalesce(md5(lower({label}))::uuid, '00000000-0000-0000-0000-000000000000') as id, coalesce({label}, '') as label, t.currency, t.flow,
                       case when t.currency <> $4 then t.date end as day, case when t.currency <> $4 then t.account_id end as account,
                       case when t.currency <> $4 then coalesce(s.category_id, t.category_id) end as category,
                       case t.direction when 'in' then 1 else -1 end * coalesce(s.amount, t.amount) as effect
                  from transactions t left join transaction_splits s on s.book_id = t.book_id and s.transaction_id = t.transaction_id {from}
                 where t.book_id = $1 and t.deleted_seq is null and t.date between $2 and $3 and t.flow in ('income', 'expense', 'refund')) l
             group by id, currency, flow, day, account, category
            """;

    // What has to be converted is never coarser than a row of the totals: else the same money would round differently in two figures.
    private static string Earned(string subject, string names, string part)
    {
        const string Flows = "flow in ('income', 'expense', 'refund')";
        return $"""
            union all
            select 1, k.id, k.parent_id, k.name, s.currency, s.flow, s.bucket, s.day, s.amount, s.n, null
              from (select {subject} as id, currency, flow, {part} as bucket, case when currency <> $4 then date end as day, sum(amount) as amount,
                           sum(n)::bigint as n from (
                        select account_id, category_id, currency, flow, date, amount, n from book_totals
                         where book_id = $1 and date between $2 and $3 and {Flows}
                        union all
                        select account_id, category_id, currency, flow, date, amount, sign from entries
                         where {ExactRead.Tail} and date between $2 and $3 and {Flows}) x
                     group by 1, 2, 3, 4, 5, case when currency <> $4 then account_id end, case when currency <> $4 then category_id end
                    having sum(amount) <> 0 or sum(n) <> 0) s
              {names}
            """;
    }
}

/// <summary>What to sum: days and parts of a book's time.</summary>
/// <param name="Shape">By what.</param>
/// <param name="Range">What counts as earned and spent; both ends.</param>
internal sealed record SumQuery(SumShape Shape, DateRange Range)
{
    /// <summary>The first days of the range's parts, ascending; empty where it is one.</summary>
    public IReadOnlyList<DateOnly> Parts { get; init; } = [];

    /// <summary>Days whose balances are asked for, ascending; empty for none.</summary>
    public IReadOnlyList<DateOnly> Days { get; init; } = [];
}

/// <summary>Sums of a book's journal over a range, exact as of its last commit, with the rates that convert them.</summary>
internal sealed class JournalSums(NpgsqlDataSource database, RateTables rates)
{
    /// <param name="book">The book; its seq may already be older than what is read.</param>
    /// <param name="query">What to sum.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <returns>The sums, and the rates of their days and of those whose balances are asked for.</returns>
    public Task<(SumRows Rows, RateTable Rates)> ReadAsync(BookHead book, SumQuery query, CancellationToken cancellation) =>
        rates.WithAsync(
            book,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                var rows = await ReadRowsAsync(connection, book, query, cancellation);
                return (rows, rows.Label);
            },
            rows => Priced(book, rows, query.Days),
            cancellation
        );

    /// <summary>The same with what was earned and spent converted into the book's currency.</summary>
    public async Task<(SumRows Rows, ConvertedSums Sums)> ConvertedAsync(BookHead book, SumQuery query, CancellationToken cancellation)
    {
        var (rows, table) = await ReadAsync(book, query, cancellation);
        return (rows, ConvertedSums.Of(rows.Sums, book.Currency, table));
    }

    /// <summary>The sums as they are, within the caller's snapshot.</summary>
    public static async Task<SumRows> ReadRowsAsync(
        NpgsqlConnection connection,
        BookHead book,
        SumQuery query,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(query.Shape.Text, connection);
        command.Parameters.Add(Of(book.BookId));
        command.Parameters.Add(Of(query.Range.Start));
        command.Parameters.Add(Of(query.Range.End));
        command.Parameters.Add(Of(book.Currency));
        command.Parameters.Add(Column(query.Parts, p => p));
        command.Parameters.Add(Column(query.Days, d => d.AddDays(1)));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new SumRows();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(reader);
        }
        return rows;
    }

    private static List<(string Currency, DateOnly Day)> Priced(BookHead book, SumRows rows, IReadOnlyList<DateOnly> days)
    {
        var foreign = rows.Sums.Where(s => s.Day is not null).Select(s => (s.Currency, s.Day!.Value));
        var held = rows.Accounts.Where(a => a.Currency != book.Currency).SelectMany(a => days.Select(day => (a.Currency, day)));
        return [.. foreign, .. held];
    }
}
