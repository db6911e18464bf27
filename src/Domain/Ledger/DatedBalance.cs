namespace Rupaya.Domain.Ledger;

/// <summary>What an account holds on each day from today on.</summary>
/// <param name="current">The sum of all its postings, whatever their dates, in its currency.</param>
/// <param name="today">Civil date in the book's zone.</param>
/// <param name="later">What of it is dated after today.</param>
public sealed class DatedBalance(decimal current, DateOnly today, IEnumerable<(DateOnly Date, decimal Amount)> later)
{
    private readonly List<(DateOnly Date, decimal Amount)> _later = [.. later.Where(l => l.Date > today)];

    /// <summary>The sum of all postings.</summary>
    public decimal Current { get; private set; } = current;

    /// <summary>The sum of the postings up to today.</summary>
    public decimal Today => On(today);

    /// <summary>The sum of the postings up to a day, from today on.</summary>
    public decimal On(DateOnly day) => _later.Count == 0 ? Current : Current - _later.Where(l => l.Date > day).Sum(l => l.Amount);

    /// <summary>Adds a posting.</summary>
    public void Add(DateOnly date, decimal amount)
    {
        Current += amount;
        if (date > today)
        {
            _later.Add((date, amount));
        }
    }

    /// <summary>
    /// The overdraft rule: true when postings would leave less than −<paramref name="limit"/> on a day on which they lower the balance, the later of
    /// their own day and today. What comes in later does not cover what goes out before.
    /// </summary>
    /// <param name="entries">Of this account, to be appended together.</param>
    /// <param name="limit">How far below 0 it may go, at least 0.</param>
    public bool Overdraws(IReadOnlyCollection<Entry> entries, decimal limit)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var day in entries.Select(e => e.What.Date > today ? e.What.Date : today).Append(today).Distinct())
        {
            var effect = entries.Where(e => e.What.Date <= day).Sum(e => e.What.Amount);
            if (effect < 0 && On(day) + effect < -limit)
            {
                return true;
            }
        }
        return false;
    }
}
