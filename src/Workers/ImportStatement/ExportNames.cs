using Rupaya.Domain.Imports;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Text;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Workers.ImportStatement;

/// <summary>
/// Finds the accounts and categories that an export names: by id where the book has them, else by name, and makes those that are missing. Made
/// ones keep their ids where these are free.
/// </summary>
internal sealed class ExportNames(LockedBook book, ExportBasis basis, OverdraftOptions overdraft)
{
    /// <summary>Accounts that one file can make.</summary>
    public const int MaxNew = 1000;

    private readonly Dictionary<(Guid? Id, string Name, string Currency), Account> _accounts = [];
    private readonly Dictionary<Guid, Account> _byId = basis.Accounts.ToDictionary(a => a.AccountId);
    private readonly Dictionary<(string Name, string Currency), Queue<Account>> _byName = [];
    private readonly Dictionary<Guid, Account> _newAccounts = [];
    private readonly Dictionary<Guid, Category> _categoriesById = basis.Categories.ToDictionary(c => c.CategoryId);
    private readonly Dictionary<(string Kind, string Name), Category> _categories = basis
        .Categories.Where(c => c.CategoryId != Guid.Empty)
        .GroupBy(c => (c.Kind, NameKey.Of(c.Name)))
        .ToDictionary(g => g.Key, g => g.First());

    private readonly Dictionary<Guid, Category> _newCategories = [];

    /// <summary>Before the first row: an account whose id the file names is nobody's by its name only.</summary>
    public void Expect(IEnumerable<ExportedRow> rows)
    {
        var named = rows.Select(r => r.Account.Id).OfType<Guid>().ToHashSet();
        foreach (var account in basis.Accounts.Where(a => !named.Contains(a.AccountId)))
        {
            var key = (NameKey.Of(account.Name), account.Currency);
            if (!_byName.TryGetValue(key, out var queue))
            {
                _byName[key] = queue = new();
            }
            queue.Enqueue(account);
        }
    }

    /// <summary>The account; two that the file tells apart are two here. Null where the file would make too many.</summary>
    public Account? Account(ExportedAccount exported)
    {
        var name = (NameKey.Of(exported.Name), exported.Currency);
        var key = exported.Id is null ? (null, name.Item1, name.Currency) : (exported.Id, "", "");
        if (_accounts.TryGetValue(key, out var known))
        {
            return known;
        }
        var account =
            (exported.Id is { } id ? _byId.GetValueOrDefault(id) : null)
            ?? (_byName.GetValueOrDefault(name)?.TryDequeue(out var free) == true ? free : null)
            ?? Open(exported);
        return account is null ? null : _accounts[key] = account;
    }

    /// <summary>The category's id; null for none.</summary>
    /// <param name="kind"><c>income</c> or <c>expense</c>.</param>
    /// <param name="exported">Null for none.</param>
    public Guid? Category(string kind, ExportedCategory? exported)
    {
        if (exported is null || NameKey.Of(exported.Name) is not { Length: > 0 } name)
        {
            return null;
        }
        if (exported.Id is { } id && _categoriesById.TryGetValue(id, out var known) && known.Kind == kind)
        {
            return id;
        }
        if (!_categories.TryGetValue((kind, name), out var category))
        {
            category = _categories[(kind, name)] = Make(kind, exported);
            _newCategories[category.CategoryId] = category;
        }
        return category.CategoryId;
    }

    /// <summary>Records those new ones that new transactions need.</summary>
    public void Record(BookCommit commit, IReadOnlyCollection<Transaction> transactions)
    {
        var accounts = transactions.Select(t => t.AccountId).ToHashSet();
        foreach (var account in _newAccounts.Values.Where(a => accounts.Contains(a.AccountId)))
        {
            commit.Open(account with { Version = commit.NextSeq, LastPostingSeq = commit.NextSeq });
        }
        var categories = transactions.SelectMany(t => t.Splits.Select(s => s.CategoryId).Append(t.CategoryId)).OfType<Guid>().ToHashSet();
        foreach (var category in _newCategories.Values.Where(c => categories.Contains(c.CategoryId)))
        {
            commit.Record(null, category with { Version = commit.NextSeq });
        }
    }

    private Account? Open(ExportedAccount exported)
    {
        if (_newAccounts.Count == MaxNew)
        {
            return null;
        }
        var account = new Account
        {
            BookId = book.BookId,
            AccountId = Free(exported.Id, basis.AccountIds),
            Name = exported.Name,
            Type = exported.Type,
            Currency = exported.Currency,
            OpeningBalance = exported.Opening,
            OpeningDate = exported.OpeningDate,
            CurrentBalance = exported.Opening,
            LastDate = exported.Opening == 0 ? null : exported.OpeningDate ?? DateOnly.MinValue,
            OverdraftLimit = overdraft.DefaultFor(exported.Type),
            IsArchived = false,
            Version = 0,
            LastPostingSeq = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        return _newAccounts[account.AccountId] = account;
    }

    private Category Make(string kind, ExportedCategory exported) =>
        new()
        {
            BookId = book.BookId,
            CategoryId = Free(exported.Id, basis.CategoryIds),
            Name = exported.Name,
            Kind = kind,
            ParentId = null,
            Icon = null,
            Color = null,
            IsSystem = false,
            Version = 0,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };

    /// <summary>The id itself where nothing has it yet, else a new one.</summary>
    private Guid Free(Guid? id, HashSet<Guid> used)
    {
        var free = id is { } given && used.Add(given) ? given : Guid.CreateVersion7(book.At);
        used.Add(free);
        return free;
    }
}
