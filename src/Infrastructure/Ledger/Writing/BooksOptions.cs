using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>What holds for all books. Bound from <c>Books</c>.</summary>
public sealed record BooksOptions
{
    /// <summary>Days from the deletion of a book to its erasure; until then its owner can restore it.</summary>
    public int EraseAfterDays { get; init; } = 14;

    /// <summary>Null when valid, else what to mend.</summary>
    internal string? Problem() => Span.Problem(new Span("Books:EraseAfterDays", EraseAfterDays, 1, 366));
}
