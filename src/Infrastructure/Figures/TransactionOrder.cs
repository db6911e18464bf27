using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Http;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What a list of transactions is ordered by; rows that are equal in that, by id in the same direction.</summary>
/// <param name="Sort"><c>date</c>, <c>amount</c> (as a number, whatever its currency) or <c>created</c>.</param>
/// <param name="IsAscending">Smallest or oldest first.</param>
public sealed record TransactionOrder(string Sort, bool IsAscending)
{
    private static readonly Error Foreign = Problems.InvalidCursor.About("cursor");

    /// <summary>By date, the latest first.</summary>
    public static TransactionOrder NewestFirst { get; } = new("date", IsAscending: false);

    private string Column =>
        Sort switch
        {
            "date" => "t.date",
            "amount" => "t.amount",
            "created" => "t.created_at",
            _ => throw new InvalidOperationException($"There is no order by {Sort}."),
        };

    private string Direction => IsAscending ? "asc" : "desc";

    /// <summary>True where an index has the rows in this order.</summary>
    public bool IsIndexed => Sort == "date";

    /// <summary>Of rows <c>t</c>.</summary>
    public string Sql => $"order by {Column} {Direction}, t.transaction_id {Direction}";

    /// <summary>Rows <c>t</c> after the one that has these two parameters.</summary>
    internal string After(string value, string id) => $"({Column}, t.transaction_id) {(IsAscending ? ">" : "<")} ({value}, {id})";

    /// <summary>Where a page ended that has this row last.</summary>
    public string CursorAfter(Transaction row)
    {
        if (Sort == "date")
        {
            return new Cursor(row.Date, row.TransactionId).ToString();
        }
        var value =
            Sort == "amount"
                ? row.Amount.ToString(CultureInfo.InvariantCulture)
                : row.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);
        return Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{Sort}|{value}|{row.TransactionId:N}"));
    }

    /// <summary>The two parameters of <see cref="After"/>; null for no cursor; 400 <c>invalid_cursor</c> for one of another list or order.</summary>
    public Result<(NpgsqlParameter Value, NpgsqlParameter Id)?> Read(string? cursor)
    {
        if (Sort == "date")
        {
            var parsed = Cursor.Parse(cursor);
            return !parsed.IsSuccess ? parsed.Error!
                : parsed.Value is null ? Nothing
                : (Parameter(parsed.Value.Date), Parameter(parsed.Value.Id));
        }
        if (cursor is null)
        {
            return Nothing;
        }
        if (cursor.Length > 200 || !Base64Url.IsValid(cursor))
        {
            return Foreign;
        }
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('|');
        return
            parts is [var sort, var value, var id]
            && sort == Sort
            && Guid.TryParseExact(id, "N", out var guid)
            && Bound(value) is { } parameter
            ? (parameter, Parameter(guid))
            : Foreign;
    }

    private static (NpgsqlParameter Value, NpgsqlParameter Id)? Nothing => null;

    private NpgsqlParameter? Bound(string value)
    {
        if (Sort == "amount")
        {
            return decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                ? Parameter(amount)
                : null;
        }
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? Parameter(new DateTimeOffset(ticks, TimeSpan.Zero))
            : null;
    }
}
