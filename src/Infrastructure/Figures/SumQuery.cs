using Rupaya.Domain.Calendars;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What to sum: days and parts of a book's time.</summary>
/// <param name="Shape">By what.</param>
/// <param name="Range">What counts as earned and spent; both ends.</param>
public sealed record SumQuery(SumShape Shape, DateRange Range)
{
    /// <summary>The first days of the range's parts, ascending; empty where it is one.</summary>
    public IReadOnlyList<DateOnly> Parts { get; init; } = [];

    /// <summary>Days whose balances are asked for, ascending; empty for none.</summary>
    public IReadOnlyList<DateOnly> Days { get; init; } = [];

    // More parts than this are summed by their days: pieces of each would be no fewer.
    private const int MaxPieced = 400;

    /// <summary>What the range, or each of its parts, is put together from; part 0 for days that each say themselves which they belong to.</summary>
    internal IReadOnlyList<(RangePiece Piece, int Part)> Pieces()
    {
        if (!Shape.IsByParts || Parts.Count == 0)
        {
            return [.. RangePiece.Of(Range).Select(p => (p, 1))];
        }
        if (Parts.Count > MaxPieced)
        {
            return [(new RangePiece(false, Range.Start, Range.End, 1), 0)];
        }
        return [.. Parts.SelectMany((start, i) => RangePiece.Of(Part(start, i)).Select(p => (p, i + 1)))];
    }

    private DateRange Part(DateOnly start, int i) =>
        new(start < Range.Start ? Range.Start : start, i + 1 < Parts.Count ? Parts[i + 1].AddDays(-1) : Range.End);
}
