using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>What the accounts of a book hold while one commit records what it does to them; made for an account when it is asked about.</summary>
internal sealed class CommitBalances(LockedBook book)
{
    private readonly Dictionary<Guid, DatedBalance> _balances = [];

    /// <summary>The account's balance.</summary>
    /// <param name="account">As the commit found it.</param>
    /// <param name="recorded">What the commit has posted so far.</param>
    public DatedBalance Of(Account account, IReadOnlyCollection<EntryRow> recorded)
    {
        if (!_balances.TryGetValue(account.AccountId, out var balance))
        {
            balance = new DatedBalance(account.CurrentBalance, book.Today, book.Later[account.AccountId]);
            foreach (var entry in recorded.Where(e => e.Entry.What.AccountId == account.AccountId))
            {
                balance.Add(entry.Entry.What.Date, entry.Entry.What.Amount);
            }
            _balances[account.AccountId] = balance;
        }
        return balance;
    }

    /// <summary>True when postings would break the overdraft rule on one of their accounts.</summary>
    public bool Overdraws(IReadOnlyCollection<Entry> entries, IReadOnlyCollection<EntryRow> recorded) =>
        entries
            .GroupBy(e => e.What.AccountId)
            .Any(e => book.Accounts.TryGetValue(e.Key, out var account) && Of(account, recorded).Overdraws([.. e], account.OverdraftLimit));

    /// <summary>One more posting of the commit.</summary>
    public void Add(Posted what) => _balances.GetValueOrDefault(what.AccountId)?.Add(what.Date, what.Amount);

    /// <summary>Forgets what the commit posted.</summary>
    public void Clear() => _balances.Clear();
}
