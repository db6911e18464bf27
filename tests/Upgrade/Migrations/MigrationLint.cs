using System.Text.RegularExpressions;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Upgrade.Migrations;

/// <summary>
/// Reads migrations and finds what would keep the release before from working beside this one. What was released before there was the rule stands
/// in a list of what is allowed, one finding a line.
/// </summary>
internal sealed partial class MigrationLint(IReadOnlySet<string> allowed)
{
    /// <param name="scripts">In their order.</param>
    /// <param name="released">Ids of those that some release has; the others make tables that nobody uses yet.</param>
    public IReadOnlyList<Finding> Find(IReadOnlyList<MigrationScript> scripts, IReadOnlySet<string> released)
    {
        var made = scripts.Where(s => !released.Contains(s.Id)).SelectMany(Made).ToHashSet(StringComparer.Ordinal);
        // By the rule of their time those that were released are judged as if they were new, one by one.
        return
        [
            .. scripts
                .SelectMany(s => Judge(s, released.Contains(s.Id) ? Made(s).ToHashSet(StringComparer.Ordinal) : made, scripts))
                .Concat(
                    scripts
                        .Where(s => !released.Contains(s.Id))
                        .Where(s => released.Any(r => string.CompareOrdinal(r, s.Id) > 0))
                        .Select(TooEarly)
                )
                .Where(f => !allowed.Contains($"{f.Migration} {f.Rule}"))
                .DistinctBy(f => (f.Migration, f.Rule, f.Statement)),
        ];
    }

    /// <summary>The lines of a list of what is allowed.</summary>
    public static IReadOnlySet<string> ReadAllowed(string file) =>
        File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#').ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Made(MigrationScript script) =>
        SqlStatements.Of(script.Sql).Select(MigrationRules.Made).OfType<string>();

    private static IEnumerable<Finding> Judge(MigrationScript script, IReadOnlySet<string> made, IReadOnlyList<MigrationScript> all)
    {
        var statements = SqlStatements.Of(script.Sql);
        return Markers(script, statements)
            .Concat(script.Contract is { } step ? OfContract(script, step, statements, all) : OfExpansion(script, statements, made));
    }

    private static IEnumerable<Finding> OfExpansion(MigrationScript script, IReadOnlyList<string> statements, IReadOnlySet<string> made)
    {
        var widens = WidensMarker().IsMatch(script.Sql);
        foreach (var statement in statements)
        {
            if (MigrationRules.Judge(statement, made, widens) is var (rule, advice))
            {
                yield return new Finding(script.Id, rule, statement, advice);
            }
        }
    }

    private static IEnumerable<Finding> OfContract(
        MigrationScript script,
        ContractStep step,
        IReadOnlyList<string> statements,
        IReadOnlyList<MigrationScript> all
    )
    {
        if (!all.Any(s => s.Id == step.CompatibleFrom) || string.CompareOrdinal(step.CompatibleFrom, script.Id) >= 0)
        {
            yield return new Finding(
                script.Id,
                "compatible-from",
                step.CompatibleFrom,
                "Name an earlier migration: the newest of that release."
            );
        }
        foreach (var statement in statements.Where(s => !MigrationRules.TakesAway(s)))
        {
            yield return new Finding(
                script.Id,
                "mixed",
                statement,
                "A contract step only takes away; what it adds belongs into a migration of its own."
            );
        }
    }

    private static IEnumerable<Finding> Markers(MigrationScript script, IReadOnlyList<string> statements)
    {
        foreach (Match marker in AnyMarker().Matches(script.Sql))
        {
            if (!KnownMarker().IsMatch(marker.Value.TrimEnd()))
            {
                yield return new Finding(
                    script.Id,
                    "marker",
                    marker.Value.TrimEnd(),
                    "This line is not understood: no transaction; widens; or contract, since 0.N, compatible from ID."
                );
            }
        }
        var alone = statements.Where(s => s.Contains(" concurrently", StringComparison.Ordinal)).ToList();
        if (!script.InTransaction && (statements.Count != 1 || !Repeatable().IsMatch(statements[0])))
        {
            yield return new Finding(
                script.Id,
                "no-transaction",
                statements.Count == 1 ? statements[0] : "",
                "Outside a transaction runs one statement that can be run again: create index concurrently if not exists …, or drop index concurrently if exists …."
            );
        }
        else if (script.InTransaction && alone.Count > 0)
        {
            yield return new Finding(
                script.Id,
                "no-transaction",
                alone[0],
                "It cannot run in a transaction: say so with the line -- rupaya: no transaction."
            );
        }
    }

    private static Finding TooEarly(MigrationScript script) =>
        new(
            script.Id,
            "order",
            "",
            "A release has a later one already: databases that have it would never be told to be behind. Give it a later id."
        );

    [GeneratedRegex("^-- rupaya:.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex AnyMarker();

    [GeneratedRegex(
        "^-- rupaya: (no transaction|widens|contract, since \\d+\\.\\d+, compatible from \\w+)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex KnownMarker();

    [GeneratedRegex("^-- rupaya: widens\\s*$", RegexOptions.Multiline, 1000)]
    private static partial Regex WidensMarker();

    [GeneratedRegex(
        "^(create index concurrently if not exists|create unique index concurrently if not exists|drop index concurrently if exists) ",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Repeatable();
}
