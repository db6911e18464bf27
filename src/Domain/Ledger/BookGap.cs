namespace Rupaya.Domain.Ledger;

/// <summary>
/// Numbers that a restore left out: no change of the book has one, and none gets one. What was lost may have had some of them.
/// </summary>
/// <param name="AfterSeq">The last number before.</param>
/// <param name="BeforeSeq">The last that was left out; the book's head when it went on.</param>
public sealed record BookGap(long AfterSeq, long BeforeSeq)
{
    /// <summary>
    /// True when a client that is at this number has seen something that was lost. At <see cref="BeforeSeq"/> is who has seen everything before the gap.
    /// </summary>
    public bool Holds(long seq) => AfterSeq < seq && seq < BeforeSeq;

    /// <summary>The number where a page ends that begins after <paramref name="since"/>.</summary>
    /// <param name="gaps">Those of the book, in the order of their numbers.</param>
    /// <param name="since">In no gap.</param>
    /// <param name="changes">How many changes it has at most.</param>
    /// <param name="head">The number of the last change.</param>
    public static long PageEnd(IEnumerable<BookGap> gaps, long since, long changes, long head)
    {
        var end = since + changes;
        foreach (var gap in gaps.Where(g => g.AfterSeq >= since))
        {
            if (end <= gap.AfterSeq)
            {
                break;
            }
            end += gap.BeforeSeq - gap.AfterSeq;
        }
        return Math.Min(end, head);
    }
}
