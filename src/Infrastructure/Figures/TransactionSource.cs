using Npgsql;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Rows;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Figures;

/// <summary>Where the matches of a filter are: for words, what the projection of <see cref="SearchProjector"/> and the tail of changes leave.</summary>
internal static class TransactionSource
{
    // A part of a word that more words contain than this is no help: what has it is found by reading the book.
    private const int MaxExpansions = 2000;

    private static readonly string Expand = $"""
        select p.applied_seq, array(select word from search_words where book_id = $1 and word like fold_text(w.pattern) limit {MaxExpansions
            + 1})
          from projection_heads p, unnest($2) as w(pattern) where p.book_id = $1 and p.projection = '{SearchProjector.Projection}'
        """;

    /// <summary>Rows <c>t</c> among which all matches are.</summary>
    public static async Task<string> OfAsync(NpgsqlDataSource database, TransactionFilter filter, CancellationToken cancellation)
    {
        if (filter.Words.Count > 0 && await ExpandAsync(database, filter, cancellation) is { Matches.Count: > 0 } vocabulary)
        {
            var known = string.Join(" and ", vocabulary.Matches.Select(words => $"d.words && {filter.Add(Parameter(words))}"));
            return $"""
                (select d.transaction_id as id from search_documents d where d.book_id = $1 and {known}
                 union
                 select subject_id from changes where book_id = $1 and kind = 'transaction' and seq > {filter.Add(
                    Parameter(vocabulary.AppliedSeq)
                )}) k
                {TransactionSql.ByKey}
                """;
        }
        return "transactions t";
    }

    /// <summary>
    /// For each word looked for that helps, the words of the book that contain it, and the change up to which these are known: the projector may
    /// go on before the matches are read, so the tail starts here.
    /// </summary>
    private static async Task<(long AppliedSeq, List<string[]> Matches)> ExpandAsync(
        NpgsqlDataSource database,
        TransactionFilter filter,
        CancellationToken cancellation
    )
    {
        var (applied, matches) = (0L, new List<string[]>());
        var expand = Command(Expand, Parameter(filter.BookId), Parameter(filter.Words.Select(TransactionFilter.Pattern).ToArray()));
        await BoundedRead.RunAsync(
            database,
            expand,
            r =>
            {
                applied = r.GetInt64(0);
                matches.Add(r.GetFieldValue<string[]>(1));
            },
            cancellation
        );
        return (applied, matches.FindAll(words => words.Length <= MaxExpansions));
    }
}
