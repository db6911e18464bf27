using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Transactions;

/// <summary>What was given back of each expense so far, as a whole and by category: in sums, for there may be very many refunds.</summary>
public sealed class RefundSums
{
    private static readonly Error Exceeds = Problems.RefundExceeds.About("amount");

    private readonly Dictionary<Guid, decimal> _whole = [];
    private readonly Dictionary<(Guid Original, Guid Category), decimal> _parts = [];

    /// <summary>Sums of what is known.</summary>
    /// <param name="known">Refunds that are there already.</param>
    public RefundSums(IEnumerable<Transaction> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        foreach (var refund in known)
        {
            Add(refund);
        }
    }

    /// <summary>Counts the refund; or, where the refunds together would be more than was paid, says so and counts nothing.</summary>
    /// <returns>400 <c>refund_exceeds</c>, as a whole or for the category of a part; null when it was counted.</returns>
    public Error? TryAdd(Transaction original, Transaction refund)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(refund);
        var paid =
            original.Splits.Count == 0 ? original.Amount : original.Splits.Where(s => s.CategoryId == refund.CategoryId).Sum(s => s.Amount);
        var whole = _whole.GetValueOrDefault(original.TransactionId) + refund.Amount;
        var part = _parts.GetValueOrDefault(Part(original.TransactionId, refund)) + refund.Amount;
        if (whole > original.Amount || part > paid)
        {
            return Exceeds;
        }
        Add(refund);
        return null;
    }

    private void Add(Transaction refund)
    {
        var id = refund.RefundOf!.Value;
        _whole[id] = _whole.GetValueOrDefault(id) + refund.Amount;
        _parts[Part(id, refund)] = _parts.GetValueOrDefault(Part(id, refund)) + refund.Amount;
    }

    private static (Guid Original, Guid Category) Part(Guid original, Transaction refund) => (original, refund.CategoryId ?? Guid.Empty);
}
