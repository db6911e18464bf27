using System.Security.Cryptography;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>
/// Sets again what the log stream tells of and the database has lost. What people asked for themselves, to be forgotten or not to be, always counts;
/// bans, roles and void passwords only where the operator says so. The rest is for people. What was decided since the restore stays as it is.
/// </summary>
internal sealed class Reapplied(RestoredRows rows, SecurityOptions security)
{
    private const string AppliedAgain = "applied again";
    private const string Decided = "applied again before, or decided anew since";

    private readonly Dictionary<LoggedEvent, string> _applied = [];

    /// <returns>What was lost and somebody has to know of, with what was done about it.</returns>
    public async Task<IReadOnlyList<LostEvent>> RunAsync(LostHistory lost, bool reapplies)
    {
        await EachAsync(lost, "erasure", EraseAtAsync);
        if (reapplies)
        {
            await EachAsync(lost, "ban", BanAsync);
            await EachAsync(lost, "role", SetRoleAsync);
            await EachAsync(lost, "password", VoidPasswordAsync);
        }
        return [.. lost.Notable.Select(e => new LostEvent(e, _applied.GetValueOrDefault(e)))];
    }

    private async Task EachAsync(LostHistory lost, string about, Func<LoggedEvent, Task> apply)
    {
        foreach (var last in lost.Last(about))
        {
            if (lost.IsDecided(last))
            {
                _applied[last] = Decided;
            }
            else
            {
                await apply(last);
            }
        }
    }

    private Task EraseAtAsync(LoggedEvent request) =>
        // Who is due already is not put off.
        ApplyAsync(
            request,
            "update users set erase_at = $2 where user_id = $1 and (erase_at is null or erase_at > $3) returning 1",
            AppliedAgain,
            Parameter(LostHistory.EraseAt(request, security.EraseAfterDays)),
            Parameter(rows.Now)
        );

    private Task BanAsync(LoggedEvent ban) =>
        ApplyAsync(
            ban,
            "update users set banned_at = $2 where user_id = $1 and (banned_at is null) <> ($2 is null) returning 1",
            AppliedAgain,
            Parameter(ban.Event == "account.banned" ? ban.At : null)
        );

    private async Task SetRoleAsync(LoggedEvent change)
    {
        if (change.Fact("role") is { } role)
        {
            await ApplyAsync(
                change,
                "update users set role = $2 where user_id = $1 and role <> $2 returning 1",
                AppliedAgain,
                Parameter(role)
            );
        }
    }

    /// <summary>The password from before may be why it was changed. Nobody knows the one that it gets; a new one is set by mail.</summary>
    private Task VoidPasswordAsync(LoggedEvent change) =>
        ApplyAsync(
            change,
            "update users set password_hash = $2 where user_id = $1 returning 1",
            "the password from before is void; they set a new one by mail",
            Parameter(Argon2.Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), security.Argon2))
        );

    // A user who is not there any more, or is so already, needs nothing.
    private async Task ApplyAsync(LoggedEvent lost, string sql, string applied, params Npgsql.NpgsqlParameter[] parameters)
    {
        if (await rows.ScalarAsync(sql, [Parameter(lost.SubjectId), .. parameters]) is not null)
        {
            await rows.AuditAsync(lost.SubjectId, lost.Event, new { AfterRestoreOf = lost.At });
        }
        _applied[lost] = applied;
    }
}
