using System.Text.RegularExpressions;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger.Verification;

/// <summary>What must hold of every book at any moment, recomputed from the journal and from the current rows.</summary>
public static partial class LedgerChecks
{
    /// <summary>How many differences of each check are told.</summary>
    public const int First = 10;

    private const string OfItsBook = "${table}.book_id = $$1";

    private static readonly IReadOnlyList<LedgerCheck> Checks =
    [
        .. JournalChecks.All,
        .. HistoryChecks.All,
        .. TransactionChecks.All,
        .. ServerChecks.All,
    ];

    /// <summary>The checks of the book <c>$1</c>.</summary>
    internal static readonly IReadOnlyList<LedgerCheck> OfBook = [.. Checks.Select(c => Bound(c, OfItsBook))];

    /// <summary>The checks of all books; they have no parameter.</summary>
    internal static readonly IReadOnlyList<LedgerCheck> OfAll = [.. Checks.Select(c => Bound(c, "true"))];

    [AcrossBooks("An operator verifies all books, in one snapshot.")]
    private static readonly IReadOnlyList<string> TextsOfAll = [.. OfAll.Select(c => c.Sql)];

    /// <summary>What the live rows of the book <c>$1</c> say its journal must come to.</summary>
    internal static string StandingOfBook => Bound(JournalChecks.Standing, OfItsBook);

    private static LedgerCheck Bound(LedgerCheck check, string condition) =>
        check with
        {
            Sql = $"select * from ({Bound(check.Sql, condition)}) x limit {First}",
        };

    /// <param name="sql">With a mark for each table.</param>
    /// <param name="condition">What takes the place of a mark; <c>${table}</c> is its table.</param>
    private static string Bound(string sql, string condition) => Mark().Replace(sql, condition);

    [GeneratedRegex(@"\bof\((?<table>\w)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
