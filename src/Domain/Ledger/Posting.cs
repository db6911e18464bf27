namespace Rupaya.Domain.Ledger;

/// <summary>What a transaction (or an account's opening) means for the journal at one moment.</summary>
/// <param name="AccountId">The account whose balance moves.</param>
/// <param name="CategoryId">The category, or <see cref="Posting.NoCategory"/>.</param>
/// <param name="Date">Civil date in the book's zone.</param>
/// <param name="Currency">ISO 4217 code of the account.</param>
/// <param name="Flow">Why money moved.</param>
/// <param name="Amount">Signed effect on the account, in major units of <paramref name="Currency"/>.</param>
public sealed record Posted(Guid AccountId, Guid CategoryId, DateOnly Date, string Currency, Flow Flow, decimal Amount);

/// <summary>One immutable line of the journal.</summary>
/// <param name="What">Account, category, date, currency, flow and the signed effect of this line.</param>
/// <param name="Sign">+1 for a posting, −1 for the reversal of one.</param>
public sealed record Entry(Posted What, int Sign);

/// <summary>The journal's arithmetic: which lines lead from one state to the next.</summary>
public static class Posting
{
    /// <summary>The sentinel that stands for "no category" in the journal.</summary>
    public static readonly Guid NoCategory = Guid.Empty;

    /// <summary>
    /// The lines that turn <paramref name="before"/> into <paramref name="after"/>: the reversal of what was posted, then the new
    /// postings, one for each part of a split. Empty stands for "not there" (a creation or a deletion). Nothing is appended when the two
    /// post the same.
    /// </summary>
    public static IReadOnlyList<Entry> Between(IReadOnlyList<Posted> before, IReadOnlyList<Posted> after)
    {
        if (before.SequenceEqual(after))
        {
            return [];
        }
        var entries = new List<Entry>(before.Count + after.Count);
        entries.AddRange(before.Where(p => p.Amount != 0).Select(p => new Entry(p with { Amount = -p.Amount }, -1)));
        entries.AddRange(after.Where(p => p.Amount != 0).Select(p => new Entry(p, 1)));
        return entries;
    }

    /// <summary>The net effect of <paramref name="entries"/> on each account, in the account's currency.</summary>
    public static IReadOnlyDictionary<Guid, decimal> Deltas(IEnumerable<Entry> entries)
    {
        var deltas = new Dictionary<Guid, decimal>();
        foreach (var entry in entries)
        {
            deltas[entry.What.AccountId] = deltas.GetValueOrDefault(entry.What.AccountId) + entry.What.Amount;
        }
        return deltas;
    }

    /// <summary>What a transaction posts: one posting, or one for each part of a split; none for what is not there or deleted.</summary>
    public static IReadOnlyList<Posted> Of(Transaction? row)
    {
        if (row is null || row.DeletedSeq is not null)
        {
            return [];
        }
        var sign = row.Direction.Sign();
        var whole = new Posted(row.AccountId, row.CategoryId ?? NoCategory, row.Date, row.Currency, row.Flow, sign * row.Amount);
        return row.Splits.Count == 0
            ? [whole]
            : [.. row.Splits.Select(s => whole with { CategoryId = s.CategoryId ?? NoCategory, Amount = sign * s.Amount })];
    }

    /// <summary>What an account's opening posts.</summary>
    public static Posted Opening(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var day = account.OpeningDate ?? DateOnly.MinValue;
        return new(account.AccountId, NoCategory, day, account.Currency, Flow.Opening, account.OpeningBalance);
    }
}
