namespace Rupaya.Features.Sync;

/// <summary>What a sync can carry, by the names of its lists.</summary>
internal static class SyncKinds
{
    private static readonly Dictionary<string, string> Singular = new(StringComparer.Ordinal)
    {
        ["accounts"] = "account",
        ["categories"] = "category",
        ["transactions"] = "transaction",
        ["budgets"] = "budget",
        ["goals"] = "goal",
        ["recurring"] = "recurring",
        ["rates"] = "rate",
        ["book"] = "book",
        ["members"] = "member",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => Singular.Keys;

    /// <summary>What a sync carries that names none.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["accounts", "categories", "transactions", "budgets"];

    /// <summary>The lists that a change of a kind may be seen in: a transaction moves balances, and may be of a schedule.</summary>
    public static IEnumerable<string> ListsOf(string kind) =>
        kind == "transaction" ? ["transactions", "accounts", "recurring"] : Singular.Where(s => s.Value == kind).Select(s => s.Key);

    /// <summary>What the book's history calls the things of a list.</summary>
    public static string KindOf(string list) => Singular[list];
}
