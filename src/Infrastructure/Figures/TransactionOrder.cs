using System.Globalization;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Http;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What a list of transactions is ordered by; rows that are equal in that, by id in the same direction.</summary>
/// <param name="Sort">One of <see cref="Names"/> without its sign.</param>
/// <param name="IsAscending">Smallest or oldest first.</param>
public sealed record TransactionOrder(string Sort, bool IsAscending)
{
    private const string Date = "date";
    private const string Amount = "amount";
    private const string UpdatedAt = "updatedAt";
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>What a client may ask for. <c>created</c> is the older name of <c>-createdAt</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [Date, $"-{Date}", Amount, $"-{Amount}", "created", "createdAt", "-createdAt", UpdatedAt, $"-{UpdatedAt}"];

    /// <summary>By date, the latest first.</summary>
    public static TransactionOrder NewestFirst { get; } = new(Date, IsAscending: false);

    /// <summary>
    /// The order of a request. A name with a sign, or one that came with the signs, says its direction itself; of the three older names the latest
    /// or largest are first unless told otherwise.
    /// </summary>
    /// <param name="sort">One of <see cref="Names"/>; null for the date.</param>
    /// <param name="order"><c>asc</c>, <c>desc</c> or null.</param>
    public static TransactionOrder Of(string? sort, string? order)
    {
        var name = (sort ?? Date).TrimStart('-');
        var ascends = sort is "createdAt" or UpdatedAt ? order != "desc" : order == "asc";
        return new TransactionOrder(name == "createdAt" ? "created" : name, ascends);
    }

    /// <summary>False for a sign that the other parameter contradicts.</summary>
    public static bool Agree(string? sort, string? order) => order != "asc" || sort?.StartsWith('-') != true;

    // The number of its last change is what a row was updated by: one row has it, and the clocks of two processes may differ.
    private string Column =>
        Sort switch
        {
            Date => "t.date",
            Amount => "t.amount",
            "created" => "t.created_at",
            UpdatedAt => "t.version",
            _ => throw new InvalidOperationException($"There is no order by {Sort}."),
        };

    private string Direction => IsAscending ? "asc" : "desc";

    /// <summary>True where an index has the rows in this order. Amounts and creation have none: every import would pay for it (ADR 29).</summary>
    internal bool IsIndexed => Sort == Date;

    /// <summary>True where the book's history has the rows in this order: a row is there where its version is.</summary>
    internal bool IsOfChanges => Sort == UpdatedAt;

    /// <summary>Of rows <c>t</c>.</summary>
    internal string Sql => $"order by {Column} {Direction}, t.transaction_id {Direction}";

    /// <summary>Of changes <c>c</c>, where they have this order.</summary>
    internal string ChangesSql => $"order by c.seq {Direction}";

    /// <summary>Rows <c>t</c> after the one that has these two parameters.</summary>
    internal string After(string value, string id) => $"({Column}, t.transaction_id) {Beyond} ({value}, {id})";

    /// <summary>Changes <c>c</c> after the one that has this number.</summary>
    internal string ChangesAfter(string value) => $"c.seq {Beyond} {value}";

    private string Beyond => IsAscending ? ">" : "<";

    /// <summary>Where a page ended that has this row last.</summary>
    public Position Of(Transaction row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var key = Sort switch
        {
            Date => row.Date.ToString(DateFormat, CultureInfo.InvariantCulture),
            Amount => row.Amount.ToString(CultureInfo.InvariantCulture),
            UpdatedAt => row.Version.ToString(CultureInfo.InvariantCulture),
            _ => row.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
        };
        return new Position(key, row.TransactionId);
    }

    /// <summary>The parameter of <see cref="After"/> for what a cursor says; null for what is no value of this order.</summary>
    internal NpgsqlParameter? Bound(string key) =>
        Sort switch
        {
            Date => DateOnly.TryParseExact(key, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? Parameter(day)
                : null,
            Amount => decimal.TryParse(key, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                ? Parameter(amount)
                : null,
            UpdatedAt => Number(key) is { } version ? Parameter(version) : null,
            _ => Number(key) is { } ticks && ticks <= DateTime.MaxValue.Ticks ? Parameter(new DateTimeOffset(ticks, TimeSpan.Zero)) : null,
        };

    private static long? Number(string key) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
