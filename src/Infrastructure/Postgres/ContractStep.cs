namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// What a migration says that takes something away: <c>-- rupaya: contract, since 0.2, compatible from 20261204_Builds</c>.
/// </summary>
/// <param name="Since">The release from which on nothing needs it any more.</param>
/// <param name="CompatibleFrom">The newest migration of that release: builds that end before it cannot go on.</param>
public sealed record ContractStep(string Since, string CompatibleFrom);

/// <summary>A contract step would take away what processes at work need.</summary>
/// <param name="script">The migration.</param>
/// <param name="step">What it says.</param>
/// <param name="atWork">The processes, each on a line.</param>
public sealed class ContractRefusedException(MigrationScript script, ContractStep step, IReadOnlyList<string> atWork)
    : Exception(
        $"{script.Id} takes away what builds before {step.CompatibleFrom} (release {step.Since}) need, and such processes are at work:\n  "
            + $"{string.Join("\n  ", atWork)}\nEnd them, wait {SchemaBuilds.Silence.TotalMinutes:F0} minutes and migrate again."
    );
