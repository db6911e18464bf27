using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Workers.ImportStatement;

/// <summary>
/// What was given back of each expense so far, as a whole and by category: the rule of <see cref="Infrastructure.Ledger.Refunds"/> for very many
/// refunds, with sums instead of lists.
/// </summary>
internal sealed class RefundSums
{
    private static readonly Error NotOfIt = Error.Invalid(
        "invalid_refund",
        "A refund has currency and category of the expense that it gives back."
    );

    private static readonly Error Exceeds = Error.Invalid("refund_exceeds", "The refunds would exceed what was paid.", "amount");

    private readonly Dictionary<Guid, decimal> _whole = [];
    private readonly Dictionary<(Guid Original, Guid Category), decimal> _parts = [];

    /// <param name="known">Refunds that are in the book.</param>
    public RefundSums(IEnumerable<Transaction> known)
    {
        foreach (var refund in known)
        {
            Add(refund);
        }
    }

    /// <summary>Counts the refund; or says why it cannot be one of the expense, and counts nothing.</summary>
    public Error? TryAdd(Transaction original, Transaction refund)
    {
        var paid = Paid(original, refund.CategoryId);
        if (original.Flow != "expense" || original.Currency != refund.Currency || paid == 0)
        {
            return NotOfIt;
        }
        var whole = _whole.GetValueOrDefault(original.TransactionId) + refund.Amount;
        var part = _parts.GetValueOrDefault(Part(original.TransactionId, refund)) + refund.Amount;
        if (whole > original.Amount || part > paid)
        {
            return Exceeds;
        }
        Add(refund);
        return null;
    }

    /// <summary>What of the expense is in the category.</summary>
    private static decimal Paid(Transaction original, Guid? category)
    {
        if (original.Splits.Count > 0)
        {
            return original.Splits.Where(s => s.CategoryId == category).Sum(s => s.Amount);
        }
        return original.CategoryId == category ? original.Amount : 0;
    }

    private void Add(Transaction refund)
    {
        var id = refund.RefundOf!.Value;
        _whole[id] = _whole.GetValueOrDefault(id) + refund.Amount;
        _parts[Part(id, refund)] = _parts.GetValueOrDefault(Part(id, refund)) + refund.Amount;
    }

    private static (Guid Original, Guid Category) Part(Guid original, Transaction refund) => (original, refund.CategoryId ?? Guid.Empty);
}
