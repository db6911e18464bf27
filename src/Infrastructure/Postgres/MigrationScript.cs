using System.Text.RegularExpressions;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// One embedded .sql file of <c>Migrations</c>, named by its id: the SQL is what reviewers read and what runs. There is no way down: a release is
/// rolled back by the build before it, which goes on with the newer schema.
/// </summary>
/// <param name="Id">Its date and name, such as <c>20261202_Compatibility</c>; the order of ids is the order of migrations.</param>
/// <param name="Sql">What runs, with its markers in comments.</param>
public sealed partial record MigrationScript(string Id, string Sql)
{
    private const string Folder = "Rupaya.Infrastructure.Postgres.Migrations.";
    private const string Extension = ".sql";

    /// <summary>The ids of this build, in their order.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. typeof(MigrationScript)
            .Assembly.GetManifestResourceNames()
            .Where(r => r.StartsWith(Folder, StringComparison.Ordinal))
            .Select(r => r[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The migrations of this build, in their order.</summary>
    public static IReadOnlyList<MigrationScript> All => [.. Ids.Select(Read)];

    /// <summary>
    /// False where it says <c>-- rupaya: no transaction</c>: one statement that cannot run in one, such as <c>create index concurrently</c>.
    /// </summary>
    public bool InTransaction => !NoTransaction().IsMatch(Sql);

    /// <summary>The index that it builds beside the writers; null where it builds none.</summary>
    public string? BuildsIndex => ConcurrentIndex().Match(Sql) is { Success: true } index ? index.Groups["name"].Value : null;

    /// <summary>Null where it leaves the build before it working.</summary>
    public ContractStep? Contract =>
        ContractMarker().Match(Sql) is { Success: true } step
            ? new ContractStep(step.Groups["since"].Value, step.Groups["from"].Value)
            : null;

    private static MigrationScript Read(string id)
    {
        using var stream = typeof(MigrationScript).Assembly.GetManifestResourceStream($"{Folder}{id}{Extension}")!;
        using var reader = new StreamReader(stream);
        return new MigrationScript(id, reader.ReadToEnd());
    }

    [GeneratedRegex(
        "create (unique )?index concurrently (if not exists )?(?<name>\\w+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ConcurrentIndex();

    [GeneratedRegex(
        "^-- rupaya: contract, since (?<since>\\d+\\.\\d+), compatible from (?<from>\\w+)\\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ContractMarker();

    [GeneratedRegex("^-- rupaya: no transaction\\s*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoTransaction();
}
