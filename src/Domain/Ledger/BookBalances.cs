using Rupaya.Domain.Results;

namespace Rupaya.Domain.Ledger;

/// <summary>What the accounts of a book hold while a decision posts to them; made for an account when it is asked about.</summary>
/// <param name="book">With the accounts and what of them is dated after today.</param>
public sealed class BookBalances(BookFacts book)
{
    /// <summary>The move would take an account below its overdraft limit.</summary>
    public static readonly Error Insufficient = Problems.InsufficientBalance.About("amount");

    private readonly Dictionary<Guid, DatedBalance> _balances = [];
    private readonly List<Posted> _posted = [];

    /// <summary>The account's balance, what was posted here included.</summary>
    /// <param name="account">As the decision found it.</param>
    public DatedBalance Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!_balances.TryGetValue(account.AccountId, out var balance))
        {
            balance = new DatedBalance(account.CurrentBalance, book.Today, book.Later[account.AccountId]);
            foreach (var posted in _posted.Where(p => p.AccountId == account.AccountId))
            {
                balance.Add(posted.Date, posted.Amount);
            }
            _balances[account.AccountId] = balance;
        }
        return balance;
    }

    /// <summary>
    /// 400 <c>insufficient_balance</c> when a change would break the overdraft rule on one of its accounts, all that was posted before included;
    /// null when it may be made.
    /// </summary>
    /// <param name="before">Null for a creation.</param>
    /// <param name="after">The row as it is to be.</param>
    public Error? Check(Transaction? before, Transaction after) =>
        Posting
            .Between(Posting.Of(before), Posting.Of(after))
            .GroupBy(e => e.What.AccountId)
            .Any(e => book.Accounts.TryGetValue(e.Key, out var account) && Of(account).Overdraws([.. e], account.OverdraftLimit))
            ? Insufficient
            : null;

    /// <summary>One more posting.</summary>
    public void Add(Posted what)
    {
        ArgumentNullException.ThrowIfNull(what);
        _posted.Add(what);
        _balances.GetValueOrDefault(what.AccountId)?.Add(what.Date, what.Amount);
    }

    /// <summary>Forgets what was posted.</summary>
    public void Clear()
    {
        _posted.Clear();
        _balances.Clear();
    }
}
