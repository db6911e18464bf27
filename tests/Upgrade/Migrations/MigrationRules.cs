using System.Text.RegularExpressions;

namespace Rupaya.Upgrade.Migrations;

/// <summary>What takes something away from the release before, statement by statement (ADR 21).</summary>
internal static partial class MigrationRules
{
    public const string Contract =
        "Leave it to the release after the last one that needs it, in a migration of its own with the line\n"
        + "    -- rupaya: contract, since 0.N, compatible from <newest migration of 0.N>";

    private const string Concurrently =
        "Writers wait for it: build it in a migration of its own, with the line -- rupaya: no transaction\n"
        + "    and create index concurrently if not exists …";

    private const string Batches = "Rows of large tables move in batches by a worker's job, not while a migration holds its locks.";

    private const string Widens =
        "A check that is put in the place of another must let everything in that the old one let in; if it does, say so:\n"
        + "    -- rupaya: widens";

    /// <summary>The first thing that is wrong with a statement; null for nothing.</summary>
    /// <param name="statement">In lower case, blanks collapsed.</param>
    /// <param name="made">Names of tables and functions that no release has yet.</param>
    /// <param name="widens">Whether the file says that its checks are wider.</param>
    public static (string Rule, string Advice)? Judge(string statement, IReadOnlySet<string> made, bool widens) =>
        OnNew(statement, made) ? null
        : Drop().IsMatch(statement) ? ("drop", Contract)
        : Rename().IsMatch(statement) ? ("rename", Contract)
        : Type().IsMatch(statement) ? ("type", Contract)
        : NotNull().IsMatch(statement) ? ("not-null", Contract)
        : AddsRequired(statement) ? ("required-column", Contract)
        : Revoke().IsMatch(statement) ? ("revoke", Contract)
        : Check().IsMatch(statement) ? OfCheck(statement, widens)
        : DropNotNull().IsMatch(statement) && !widens ? ("check", Widens)
        : UniqueIndex().IsMatch(statement) ? ("unique", Contract)
        : Index().IsMatch(statement) && !statement.Contains(" concurrently ", StringComparison.Ordinal) ? ("index", Concurrently)
        : Rows().IsMatch(statement) ? ("rows", Batches)
        : null;

    /// <summary>What a statement makes that was not there: a table or function by its name.</summary>
    public static string? Made(string statement) =>
        Creation().Match(statement) is { Success: true } made ? made.Groups["name"].Value : null;

    /// <summary>Whether it takes something away: what a contract step is made of.</summary>
    public static bool TakesAway(string statement) =>
        Judge(statement, new HashSet<string>(StringComparer.Ordinal), widens: false) is { Advice: Contract };

    private static (string, string)? OfCheck(string statement, bool widens) =>
        !DropConstraint().IsMatch(statement) ? ("check", Contract)
        : widens ? null
        : ("check", Widens);

    private static bool AddsRequired(string statement) =>
        AlterTable().IsMatch(statement)
        && Columns().Matches(statement).Any(c => c.Value.Contains(" not null", StringComparison.Ordinal) && !HasValue().IsMatch(c.Value));

    private static bool OnNew(string statement, IReadOnlySet<string> made) =>
        Subject().Match(statement) is { Success: true } subject && Names(subject.Groups["names"].Value).All(made.Contains);

    private static string[] Names(string list) =>
        Arguments().Replace(list, "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(
        "^create (or replace )?(unlogged |temporary |temp )?(table|view|function|procedure|sequence)( if not exists)? (?<name>[\\w.]+)",
        Options,
        1000
    )]
    private static partial Regex Creation();

    /// <summary>What a statement is about, where it can be told.</summary>
    [GeneratedRegex(
        "^(alter table( if exists| only)*|create (unique )?index (concurrently )?(if not exists )?\\w* ?on( only)?|revoke .* on( table| function)?|update|delete from|drop table( if exists)?) (?<names>[\\w.]+(\\([^)]*\\))?(, [\\w.]+(\\([^)]*\\))?)*)",
        Options,
        1000
    )]
    private static partial Regex Subject();

    [GeneratedRegex(
        "^drop |^alter .*\\bdrop (column|default|expression|identity)\\b|^alter table [^,]*\\bdrop (?!constraint\\b|not null\\b)\\w+|^truncate ",
        Options,
        1000
    )]
    private static partial Regex Drop();

    [GeneratedRegex("^alter .*\\brename\\b", Options, 1000)]
    private static partial Regex Rename();

    [GeneratedRegex("^alter table .*\\balter (column )?\\w+ (set data )?type\\b", Options, 1000)]
    private static partial Regex Type();

    [GeneratedRegex("^alter .*\\bset not null\\b", Options, 1000)]
    private static partial Regex NotNull();

    [GeneratedRegex("^alter table .*\\balter (column )?\\w+ drop not null\\b", Options, 1000)]
    private static partial Regex DropNotNull();

    [GeneratedRegex("^revoke ", Options, 1000)]
    private static partial Regex Revoke();

    [GeneratedRegex("^alter table .*\\badd (constraint \\w+ )?(check|foreign key|unique|exclude|primary key)\\b", Options, 1000)]
    private static partial Regex Check();

    [GeneratedRegex("\\bdrop constraint\\b", Options, 1000)]
    private static partial Regex DropConstraint();

    [GeneratedRegex("^alter table ", Options, 1000)]
    private static partial Regex AlterTable();

    [GeneratedRegex("\\badd (column )?(?!constraint|check|foreign|unique|exclude|primary)[^,]*(\\([^)]*\\)[^,]*)*", Options, 1000)]
    private static partial Regex Columns();

    [GeneratedRegex("\\bdefault\\b|\\bgenerated\\b", Options, 1000)]
    private static partial Regex HasValue();

    [GeneratedRegex("^create unique index ", Options, 1000)]
    private static partial Regex UniqueIndex();

    [GeneratedRegex("^create index ", Options, 1000)]
    private static partial Regex Index();

    [GeneratedRegex("^(with .*\\b)?(update (?!schema_compatible_from)|delete from )", Options, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("\\([^)]*\\)", Options, 1000)]
    private static partial Regex Arguments();

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
