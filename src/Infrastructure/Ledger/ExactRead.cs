namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// The two pieces every exact read is made of. Head and tail must stand in one statement: a projector that commits between two
/// statements would make the reader count twice what it folded. <c>$1</c> is the book. Scalar subqueries keep the tail on its index; a
/// join of head and entries makes the planner scan the table.
/// </summary>
public static class ExactRead
{
    /// <summary>The name of the projection that folds <c>entries</c> into <c>book_totals</c> and <c>book_flows</c>.</summary>
    public const string Totals = "totals";

    /// <summary>The rates version of a row <c>b</c> of books: raised by its own rates and by the provider's.</summary>
    internal const string RatesVersion = "b.rates_version + (select version from provider_rates_version)";

    /// <summary>The body of <c>with h as materialized (…)</c>.</summary>
    internal const string Head = $"""
        select b.seq, p.applied_seq from books b
          join projection_heads p on p.book_id = $1 and p.projection = '{Totals}'
         where b.book_id = $1
        """;

    /// <summary>The condition on <c>entries</c> that selects what is not folded yet.</summary>
    internal const string Tail = "book_id = $1 and seq > (select applied_seq from h) and seq <= (select seq from h)";
}
