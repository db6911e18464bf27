using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Sync;

/// <summary>Whether a client may go on from where it is.</summary>
internal static class SyncStart
{
    private const int FirstEpoch = 1;

    /// <summary>Null when it may. Who has seen what a restore took away must not go on as if nothing had happened.</summary>
    /// <param name="head">Where the book is.</param>
    /// <param name="gaps">What restores left out.</param>
    /// <param name="since">Where the client is.</param>
    public static Error? RefusalOf(BookHead head, IEnumerable<BookGap> gaps, long since)
    {
        var isAhead = since > head.Seq;
        if (head.Epoch == FirstEpoch)
        {
            return isAhead ? Problems.UnknownSeq.Because($"The book is at {head.Seq}. Start again from 0.", "since") : null;
        }
        return isAhead || gaps.Any(gap => gap.Holds(since))
            ? Problems.SyncReset.Error with
            {
                More = new Dictionary<string, object?>(StringComparer.Ordinal) { ["epoch"] = head.Epoch },
            }
            : null;
    }
}
