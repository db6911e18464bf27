using System.Collections;
using System.Globalization;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http.Lists;

/// <summary>
/// The orders of a list that is read whole, because a book has few of its things. A page begins after the row that the cursor names: by what the list
/// is ordered by and by its id, so that rows which come and go meanwhile move no other.
/// </summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="id">Its id.</param>
public sealed class ListSorts<T>(Func<T, Guid> id) : IEnumerable<string>
{
    private readonly Dictionary<string, Func<T, string>> _keys = new(StringComparer.Ordinal);

    /// <summary>By a name, whatever its case.</summary>
    public void Add(string name, Func<T, string> key) => _keys.Add(name, row => key(row).ToUpperInvariant());

    /// <summary>By a number.</summary>
    public void Add(string name, Func<T, decimal> key) => _keys.Add(name, row => Text(key(row)));

    /// <summary>By an instant.</summary>
    public void Add(string name, Func<T, DateTimeOffset> key) => _keys.Add(name, row => Text(key(row).UtcTicks));

    /// <summary>By a day; what has none comes first.</summary>
    public void Add(string name, Func<T, DateOnly?> key) => _keys.Add(name, row => Text(key(row)?.DayNumber ?? -1));

    /// <summary>The page that is asked for; in the order of the rows where none is named.</summary>
    /// <param name="rows">All of the list.</param>
    /// <param name="query">Which page, in which order.</param>
    /// <param name="list">What its cursors are bound to.</param>
    /// <returns>The page, or 400 <c>invalid_cursor</c>, <c>cursor_mismatch</c>.</returns>
    public Result<Page<T>> Page(IEnumerable<T> rows, IListQuery query, CursorScope list)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(list);
        var cursor = list.Read(query.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var ordered = Ordered(rows, query.Sort);
        var rest = cursor.Value is { } position ? After(ordered, query.Sort, position) : ordered;
        var items = rest.Take(query.Limit ?? int.MaxValue).Select(r => r.Row).ToList();
        var next = items.Count < rest.Count ? list.After(rest[items.Count - 1].Position) : null;
        return new Page<T>(items, next);
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _keys.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<(T Row, Position Position)> Ordered(IEnumerable<T> rows, string? sort)
    {
        if (sort is null)
        {
            return [.. rows.Select((row, index) => (row, new Position(Text(index), id(row))))];
        }
        var key = _keys[sort.TrimStart('-')];
        List<(T Row, Position Position)> ordered = [.. rows.Select(row => (row, new Position(key(row), id(row))))];
        ordered.Sort((a, b) => Compare(a.Position, b.Position, sort));
        return ordered;
    }

    private static List<(T Row, Position Position)> After(List<(T Row, Position Position)> ordered, string? sort, Position last)
    {
        if (sort is not null)
        {
            return ordered.FindAll(r => Compare(r.Position, last, sort) > 0);
        }
        // The order of its own is known by the row that the page before ended with; without that row, by how many there were.
        var at = ordered.FindIndex(r => r.Position.Id == last.Id);
        return at >= 0 ? ordered[(at + 1)..] : ordered.FindAll(r => string.CompareOrdinal(r.Position.Key, last.Key) >= 0);
    }

    private static int Compare(Position a, Position b, string sort)
    {
        var order = string.CompareOrdinal(a.Key, b.Key) is var byKey && byKey != 0 ? byKey : a.Id.CompareTo(b.Id);
        return sort[0] == '-' ? -order : order;
    }

    /// <summary>A number as text that sorts as it does.</summary>
    private static string Text(decimal number) =>
        (number + 1_000_000_000_000_000_000m).ToString("0000000000000000000.000000000", CultureInfo.InvariantCulture);
}
