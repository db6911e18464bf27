using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Http;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Conditions on a row <c>t</c> of transactions with their parameters; <c>$1</c> is the book.</summary>
public sealed class TransactionFilter
{
    private readonly List<string> _common = ["t.book_id = $1", "t.deleted_seq is null"];
    private readonly List<string> _rare = [];
    private readonly List<NpgsqlParameter> _parameters;

    /// <summary>All transactions of a book that are not deleted.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="order">Null for the newest first.</param>
    public TransactionFilter(Guid bookId, TransactionOrder? order = null)
    {
        BookId = bookId;
        Order = order ?? TransactionOrder.NewestFirst;
        _parameters = [Parameter(bookId)];
    }

    internal Guid BookId { get; }

    /// <summary>What the rows are ordered by.</summary>
    internal TransactionOrder Order { get; }

    /// <summary>The words looked for.</summary>
    internal IReadOnlyList<string> Words { get; private set; } = [];

    /// <summary>The changes <c>c</c> after the cursor; null from the first on.</summary>
    internal string? ChangesAfter { get; private set; }

    /// <summary>A query of the ids of the categories looked for; null when any will do.</summary>
    internal string? Categories { get; private set; }

    /// <summary>True when there is a condition that so few rows may meet that walking the newest does not find a page soon.</summary>
    internal bool IsSelective => _rare.Count > 0;

    /// <summary>The conditions but those.</summary>
    internal string Common => string.Join(" and ", _common);

    internal string All => string.Join(" and ", _common.Concat(_rare));

    /// <param name="condition">With <c>?</c> for the parameter.</param>
    /// <param name="parameter">Null for no condition.</param>
    /// <param name="rare">True when few rows may meet it, so that the newest may hold no page of them.</param>
    public TransactionFilter Where(string condition, NpgsqlParameter? parameter, bool rare = false)
    {
        if (parameter is not null)
        {
            (rare ? _rare : _common).Add(condition.Replace("?", Add(parameter), StringComparison.Ordinal));
        }
        return this;
    }

    /// <summary>A flow by its stored name: a literal, so that a partial index fits.</summary>
    public TransactionFilter WithFlow(string? flow)
    {
        if (flow is not null)
        {
            _common.Add($"t.flow = '{Flows.Parse(flow).Name()}'");
        }
        return this;
    }

    /// <summary>pending or cleared: a literal, so that a partial index fits.</summary>
    public TransactionFilter WithStatus(string? status)
    {
        if (status is not null)
        {
            _common.Add(status == "pending" ? "t.status = 'pending'" : "t.status = 'cleared'");
        }
        return this;
    }

    /// <summary>Those whose statement proved them, or the others: a literal, since there is nothing to look for.</summary>
    public TransactionFilter Reconciled(bool? isReconciled)
    {
        if (isReconciled is not null)
        {
            _rare.Add($"t.reconciled_seq is {(isReconciled == true ? "not null" : "null")}");
        }
        return this;
    }

    /// <summary>With one of the tags, or with all of them, whatever their case.</summary>
    public TransactionFilter WithTags(IReadOnlyList<string>? tags, bool all) =>
        Where(
            $"name_keys(t.tags) {(all ? "@>" : "&&")} name_keys(?) and t.tags <> '{{}}'",
            tags is null ? null : Parameter([.. tags]),
            rare: true
        );

    /// <summary>As a whole or with one of its parts in the category.</summary>
    /// <param name="categoryId">Null for no condition.</param>
    /// <param name="withChildren">True for one of the categories below it as well.</param>
    public TransactionFilter InCategory(Guid? categoryId, bool withChildren)
    {
        if (categoryId is not null)
        {
            var id = Add(Parameter(categoryId.Value));
            Categories = withChildren
                ? $"select {id}::uuid as id union select category_id from categories where book_id = $1 and parent_id = {id}"
                : $"select {id}::uuid as id";
            _common.Add(
                $"(t.category_id in ({Categories}) or t.category_id is null and exists (select 1 from transaction_splits s "
                    + $"where s.book_id = $1 and s.transaction_id = t.transaction_id and s.category_id in ({Categories})))"
            );
        }
        return this;
    }

    /// <summary>Income, expenses and refunds that stand, as a whole or with a part, in no category.</summary>
    public TransactionFilter Uncategorised(bool only)
    {
        if (only)
        {
            const string Parts = "select 1 from transaction_splits s where s.book_id = $1 and s.transaction_id = t.transaction_id";
            _rare.Add(
                "t.category_id is null and t.flow in ('income', 'expense', 'refund') "
                    + $"and (not exists ({Parts}) or exists ({Parts} and s.category_id is null))"
            );
        }
        return this;
    }

    /// <summary>Each word stands somewhere in description, merchant or the bank's reference, without case.</summary>
    public TransactionFilter WithWords(IReadOnlyList<string> words)
    {
        Words = words;
        foreach (var word in words)
        {
            Where(
                "fold_text(concat_ws(' ', t.description, t.merchant, t.reference)) like fold_text(?)",
                Parameter(Pattern(word)),
                rare: true
            );
        }
        return this;
    }

    /// <summary>Rows after the position, in the order of this filter; false for a position that is of no such list.</summary>
    public bool TryStartAfter(Position position)
    {
        if (Order.Bound(position.Key) is not { } bound)
        {
            return false;
        }
        var value = Add(bound);
        _common.Add(Order.After(value, Add(Parameter(position.Id))));
        ChangesAfter = Order.ChangesAfter(value);
        return true;
    }

    /// <summary>A word as a pattern that finds it anywhere, with nothing in it that <c>like</c> would read otherwise.</summary>
    internal static string Pattern(string word) =>
        $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    /// <summary>Adds a parameter that a condition elsewhere names; returns its name.</summary>
    internal string Add(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return $"${_parameters.Count}";
    }

    /// <summary>A statement with these parameters.</summary>
    internal NpgsqlBatchCommand Command(string text) => Postgres.Sql.Command(text, [.. _parameters.Select(p => p.Clone())]);
}
