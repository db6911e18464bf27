using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Who tries to sign in: the account, whether it exists or not, and the counters that a failure raises.</summary>
/// <param name="Account">Look-up key of the e-mail.</param>
/// <param name="Device">Counter of this device, or of the unknown devices of this address.</param>
/// <param name="Unknown">Counter of all unknown devices; null for a known one.</param>
public sealed record AttemptScope(byte[] Account, byte[] Device, byte[]? Unknown);

/// <summary>
/// Counts wrong passwords. A device that has signed in before has a counter of its own, so that a stranger cannot lock it out; unknown
/// devices share one per account and address, and one for all addresses together against guessing from many of them. Unknown e-mails are
/// counted like known ones. A counter that rested for as long as a lock lasts starts again.
/// </summary>
public sealed class SigninAttempts(NpgsqlDataSource database, DerivedTokens lookup, IOptions<SecurityOptions> options, TimeProvider clock)
{
    private const string LockedText =
        "select max(locked_until) from signin_attempts where account_key = $1 and scope = any($2) and locked_until > $3";

    private const string CountText = """
        insert into signin_attempts as a (account_key, scope, failures, locked_until, updated_at)
        values ($1, $2, 1, case when $5 <= 1 then $4 end, $3)
        on conflict (account_key, scope) do update set
            failures = case when a.updated_at < $6 or a.locked_until <= $3 then 1 else a.failures + 1 end,
            locked_until = case when a.locked_until > $3 then a.locked_until
                when a.updated_at >= $6 and a.locked_until is null and a.failures + 1 >= $5 then $4
                when $5 <= 1 then $4 end,
            updated_at = $3
        returning failures, locked_until
        """;

    private readonly TimeSpan _duration = TimeSpan.FromMinutes(options.Value.LockoutMinutes);

    /// <summary>The counters that a wrong password raises.</summary>
    /// <param name="emailKey">The e-mail as it is compared, of an account or of nobody.</param>
    /// <param name="knownDevice">True when the account was signed in to from this device before.</param>
    /// <param name="deviceId">Chosen by the client.</param>
    /// <param name="ip">The client's address; null where it has none.</param>
    public AttemptScope Scope(string emailKey, bool knownDevice, string deviceId, string? ip)
    {
        var device = knownDevice
            ? lookup.Lookup("device", deviceId)
            : lookup.Lookup("address", ClientAddress.Network(IPAddress.TryParse(ip, out var address) ? address : null));
        return new AttemptScope(AccountKey(emailKey), device, knownDevice ? null : lookup.Lookup("address", "all"));
    }

    /// <summary>423 while the account is locked for this scope; null when it is not.</summary>
    public async Task<Error?> LockedAsync(AttemptScope scope, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await LockedAsync(connection, scope, clock.NowStored(), cancellation);
    }

    /// <summary>The same under the user's lock: somebody may have guessed until the account was locked meanwhile.</summary>
    public static Task<Error?> LockedAsync(UserChanges work, AttemptScope scope, CancellationToken cancellation) =>
        LockedAsync(work.Connection, scope, work.Now, cancellation);

    private static async Task<Error?> LockedAsync(
        NpgsqlConnection connection,
        AttemptScope scope,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var locked = Command(LockedText, Parameter(scope.Account), Parameter(Scopes(scope)), Parameter(now));
        return await connection.ScalarAsync(locked, cancellation) is DateTime until ? Error.AccountLocked(until - now.UtcDateTime) : null;
    }

    /// <summary>
    /// Counts a wrong password. The counter's own row decides, under its lock: of guesses that arrive together no more are judged than of
    /// those that come one by one.
    /// </summary>
    internal async Task<CountedFailure> CountAsync(
        NpgsqlConnection connection,
        AttemptScope scope,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var allowed = new[] { options.Value.LockoutFailures, options.Value.LockoutUnknownFailures };
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (key, limit) in Scopes(scope).Zip(allowed))
        {
            batch.BatchCommands.Add(Count(scope.Account, key, limit, now));
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var (wasLocked, locksNow) = (false, false);
        DateTimeOffset? until = null;
        foreach (var limit in allowed.Take(batch.BatchCommands.Count))
        {
            await reader.ReadAsync(cancellation);
            var failures = reader.GetInt32(0);
            wasLocked |= failures > limit;
            locksNow |= failures == limit;
            until = failures >= limit ? reader.GetFieldValue<DateTimeOffset>(1) : until;
            await reader.NextResultAsync(cancellation);
        }
        return new CountedFailure(wasLocked, locksNow && !wasLocked, until);
    }

    /// <summary>Forgets the failures of a scope after the right password.</summary>
    public static NpgsqlBatchCommand Forget(AttemptScope scope) =>
        Command("delete from signin_attempts where account_key = $1 and scope = $2", Parameter(scope.Account), Parameter(scope.Device));

    /// <summary>Forgets all failures of an account: its password was reset, or an administrator unlocked it.</summary>
    public NpgsqlBatchCommand ForgetAll(string emailKey) =>
        Command("delete from signin_attempts where account_key = $1", Parameter(AccountKey(emailKey)));

    private NpgsqlBatchCommand Count(byte[] account, byte[] scope, int allowed, DateTimeOffset now) =>
        Command(
            CountText,
            Parameter(account),
            Parameter(scope),
            Parameter(now),
            Parameter(now + _duration),
            Parameter(allowed),
            Parameter(now - _duration)
        );

    /// <summary>The look-up key of an e-mail.</summary>
    public byte[] AccountKey(string emailKey) => lookup.Lookup("account", emailKey);

    private static byte[][] Scopes(AttemptScope scope) => scope.Unknown is null ? [scope.Device] : [scope.Device, scope.Unknown];
}

/// <summary>Where a counter stands after a wrong password.</summary>
/// <param name="WasLocked">The lock was there before: the password was not judged.</param>
/// <param name="LocksNow">This failure set it.</param>
/// <param name="Until">UTC; null when nothing is locked.</param>
internal sealed record CountedFailure(bool WasLocked, bool LocksNow, DateTimeOffset? Until);
