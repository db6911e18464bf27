using System.Runtime.InteropServices;
using Rupaya.Domain.Books;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Text;

namespace Rupaya.Domain.Imports;

/// <summary>What a statement row means in the book.</summary>
/// <param name="Flow">Income, expense, or refund (money in, in an expense category).</param>
/// <param name="CategoryId">Null for none.</param>
public readonly record struct ResolvedRow(Flow Flow, Guid? CategoryId);

/// <summary>A category by its identity in a book.</summary>
/// <param name="Id">Known, or made for a new one.</param>
/// <param name="Kind"><c>income</c> or <c>expense</c>.</param>
/// <param name="Name">As first written.</param>
public sealed record NamedCategory(Guid Id, string Kind, string Name);

/// <summary>
/// Decides direction and category of the rows of one file, in their order. Direction: the type where given; else the sign, where any
/// amount in the file is negative; else the kind of the category. An unknown category is created, with the direction's kind where a type
/// or sign gives it, else as expense unless its name is one of the default income names.
/// </summary>
/// <param name="fileHasSigns">True when any amount in the file is negative.</param>
/// <param name="known">The book's live categories.</param>
/// <param name="newId">Makes the id of a category to be created.</param>
public sealed class CategoryResolver(bool fileHasSigns, IEnumerable<NamedCategory> known, Func<Guid> newId)
{
    private const string Income = "income";
    private const string Expense = "expense";

    private readonly Dictionary<(string Kind, string Name), Guid> _ids = known
        .GroupBy(c => (c.Kind, NameKey.Of(c.Name)))
        .ToDictionary(g => g.Key, g => g.First().Id);
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _guessed = new(StringComparer.Ordinal);
    private readonly List<NamedCategory> _created = [];

    /// <summary>How many rows so far were taken for expenses because nothing tells their direction.</summary>
    public int Undecided { get; private set; }

    /// <summary>The categories that the rows so far need and the book does not have.</summary>
    public IReadOnlyList<NamedCategory> Created => _created;

    /// <summary>Flow and category of a row.</summary>
    public ResolvedRow Resolve(StatementRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var name = row.Category is null ? "" : Key(row.Category);
        var moneyIn = MoneyIn(row, name);
        if (name.Length == 0)
        {
            return new ResolvedRow(moneyIn ? Flow.Income : Flow.Expense, null);
        }
        if (!moneyIn)
        {
            return new ResolvedRow(Flow.Expense, Find(Expense, name) ?? Create(Expense, row.Category!));
        }
        if (Find(Income, name) is { } income)
        {
            return new ResolvedRow(Flow.Income, income);
        }
        return Find(Expense, name) is { } expense
            ? new ResolvedRow(Flow.Refund, expense)
            : new ResolvedRow(Flow.Income, Create(Income, row.Category!));
    }

    private bool MoneyIn(StatementRow row, string name)
    {
        if (row.Type is not null)
        {
            return row.Type == Income;
        }
        if (fileHasSigns)
        {
            return row.Amount > 0;
        }
        if (Find(Expense, name) is not null)
        {
            Undecided += _guessed.Contains(name) ? 1 : 0;
            return false;
        }
        if (Find(Income, name) is not null || DefaultCategories.IsIncomeName(name))
        {
            return true;
        }
        _guessed.Add(name);
        Undecided++;
        return false;
    }

    private Guid? Find(string kind, string name) => _ids.TryGetValue((kind, name), out var id) ? id : null;

    /// <summary>The new category; null for a name that could not be read whole.</summary>
    private Guid? Create(string kind, string name)
    {
        if (name.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return null;
        }
        var category = new NamedCategory(newId(), kind, name);
        _created.Add(category);
        _ids[(kind, Key(name))] = category.Id;
        return category.Id;
    }

    private string Key(string name) => CollectionsMarshal.GetValueRefOrAddDefault(_keys, name, out _) ??= NameKey.Of(name);
}
