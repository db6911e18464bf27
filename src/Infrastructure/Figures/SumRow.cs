using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What a row of a sum's statement is about: the number in its first column.</summary>
internal enum SumPart
{
    /// <summary>The state of the book that the statement saw.</summary>
    Head = 0,

    /// <summary>A sum by category or account.</summary>
    Sum = 1,

    /// <summary>An account with its balance.</summary>
    Account = 2,

    /// <summary>What moved an account after a day.</summary>
    Move = 3,

    /// <summary>A sum by merchant or tag.</summary>
    Label = 4,
}

/// <summary>
/// A row of a sum's statement, its columns by name. All parts share the columns of <see cref="SumShape"/>; where a part keeps something else in
/// one, it says so here.
/// </summary>
internal readonly struct SumRow(NpgsqlDataReader r)
{
    private const int ColumnPart = 0;
    private const int ColumnId = 1;
    private const int ColumnParent = 2;
    private const int ColumnName = 3;
    private const int ColumnCurrency = 4;
    private const int ColumnFlow = 5;
    private const int ColumnBucket = 6;
    private const int ColumnDay = 7;
    private const int ColumnAmount = 8;
    private const int ColumnN = 9;
    private const int ColumnMore = 10;
    private const int ColumnToday = 11;

    public SumPart Part => (SumPart)r.GetInt32(ColumnPart);

    public Guid Id => r.GetGuid(ColumnId);

    public Guid? ParentId => r.IsDBNull(ColumnParent) ? null : r.GetGuid(ColumnParent);

    public string Name => r.GetString(ColumnName);

    /// <summary>Of the head: its epoch is in the bucket, its rates' version in the amount, its seq in the count.</summary>
    public BookLabel Label => new(r.GetInt64(ColumnN), r.GetInt32(ColumnBucket), (long)r.GetDecimal(ColumnAmount));

    /// <summary>Of an account: whether it is archived is in the bucket, its overdraft limit in <c>more</c>.</summary>
    public SumAccount Account =>
        new(
            Id,
            Name,
            r.GetString(ColumnCurrency),
            r.GetDecimal(ColumnAmount),
            r.GetDecimal(ColumnToday),
            r.GetInt32(ColumnBucket) == 1,
            r.GetDecimal(ColumnMore)
        );

    /// <summary>Of a sum, a move or a label.</summary>
    public FlowSum Sum =>
        new(
            Id,
            r.GetString(ColumnCurrency),
            Flows.Parse(r.GetString(ColumnFlow)),
            r.GetDecimal(ColumnAmount),
            r.IsDBNull(ColumnDay) ? null : r.GetFieldValue<DateOnly>(ColumnDay),
            r.GetInt32(ColumnBucket),
            r.GetInt64(ColumnN)
        );
}
