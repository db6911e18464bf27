namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// How a statement that is written for one book and for a batch of books names them: by <c>$1</c>, an id or ids. One statement for a hundred books
/// costs a third of a hundred statements (ADR 20).
/// </summary>
public sealed class BookScope
{
    /// <summary>The book <c>$1</c>, named for each table.</summary>
    public static readonly BookScope One = new(isOne: true);

    /// <summary>The books <c>any($1)</c>; tables follow from those that were found before.</summary>
    public static readonly BookScope Many = new(isOne: false);

    private readonly bool _isOne;

    private BookScope(bool isOne) => _isOne = isOne;

    /// <summary>What follows <c>book_id</c> where the statement begins.</summary>
    internal string Given => _isOne ? "= $1" : "= any($1)";

    /// <summary>A query of rows that are given as arrays, each with its book: of several books, <c>$1</c> has one for each row.</summary>
    /// <param name="arrays">The parameters.</param>
    /// <param name="columns">What they are called.</param>
    public string Rows(string arrays, string columns) =>
        _isOne
            ? $"select $1 as book_id, r.* from unnest({arrays}) as r({columns})"
            : $"select * from unnest($1, {arrays}) as r(book_id, {columns})";

    /// <summary>The book of a row that was found before.</summary>
    /// <param name="row">What the statement calls it.</param>
    public string Of(string row) => _isOne ? "$1" : $"{row}.book_id";
}
