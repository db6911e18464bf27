using System.Security.Cryptography;
using Npgsql;
using OtpNet;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Checks second factors under the user's lock: a TOTP step is accepted once and never after a newer one, a backup code once. Wrong codes
/// are counted per user and hour in the database; a correct but used one is refused without being counted.
/// </summary>
public sealed class SecondFactor(DerivedTokens lookup)
{
    private const int BackupCodeCount = 10;
    private const int FewCodes = 3;
    private const int FailuresPerHour = 10;
    private const string Purpose = "totp";
    private const string BackupCode = "backup-code";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Error InvalidCode = Problems.InvalidCode.Error;

    /// <summary>Keeps a new secret, not yet enabled, with fresh backup codes; what was there before is void.</summary>
    public (string Secret, string[] BackupCodes) SetUp(UserChanges work)
    {
        var secret = Totp.NewSecret();
        var userId = work.User.UserId;
        work.Add(
            Command(
                "insert into user_mfa (user_id, secret, last_step, failures, created_at) values ($1, $2, 0, 0, $3) "
                    + "on conflict (user_id) do update set secret = $2, enabled_at = null, last_step = 0, created_at = $3",
                Parameter(userId),
                Parameter(UserKeys.Seal(work.Key, userId, Purpose, secret)),
                Parameter(work.Now)
            )
        );
        return (secret, NewBackupCodes(work));
    }

    /// <summary>Keeps ten fresh backup codes; those of before are void.</summary>
    public string[] NewBackupCodes(UserChanges work)
    {
        var userId = work.User.UserId;
        var codes = Enumerable.Range(0, BackupCodeCount).Select(_ => NewBackupCode()).ToArray();
        work.Add(Command("delete from mfa_backup_codes where user_id = $1", Parameter(userId)));
        work.Add(
            Command(
                "insert into mfa_backup_codes (user_id, code_hash, created_at) select $1, unnest($2), $3",
                Parameter(userId),
                Parameter(codes.Select(c => HashOf(userId, c)).ToArray()),
                Parameter(work.Now)
            )
        );
        return codes;
    }

    /// <summary>
    /// Fresh backup codes for somebody whose second factor is a passkey. They have no app: the secret that stands beside the codes was shown to nobody, and
    /// no code of it counts.
    /// </summary>
    public string[] WithoutApp(UserChanges work) => SetUp(work).BackupCodes;

    /// <summary>A row where a code of an authenticator app counts.</summary>
    public static NpgsqlBatchCommand HasApp(Guid userId) =>
        Command("select 1 from user_mfa where user_id = $1 and enabled_at is not null", Parameter(userId));

    /// <summary>Removes secret and backup codes.</summary>
    public static void Remove(UserChanges work)
    {
        work.Add(Command("delete from user_mfa where user_id = $1", Parameter(work.User.UserId)));
        work.Add(Command("delete from mfa_backup_codes where user_id = $1", Parameter(work.User.UserId)));
    }

    /// <summary>
    /// Null when the code is right, and then it is used up. Else a refusal; one that has to be counted is kept in the work.
    /// </summary>
    public async Task<CheckedCode> CheckAsync(UserChanges work, string code, CancellationToken cancellation)
    {
        var mfa = await ReadAsync(work, cancellation);
        if (mfa is null)
        {
            return new CheckedCode(Problems.MfaNotSetUp.Error, false);
        }
        var inWindow = mfa.FailuresSince is not null && work.Now < mfa.FailuresSince + Hour;
        if (inWindow && mfa.Failures >= FailuresPerHour)
        {
            return new CheckedCode(Error.AccountLocked(mfa.FailuresSince!.Value + Hour - work.Now), false);
        }
        var plain = Normalise(code);
        var secret = UserKeys.Open(work.Key, work.User.UserId, Purpose, mfa.Secret);
        var hasApp = mfa.IsConfirmed || !work.User.MfaEnabled;
        if (hasApp && Totp.Match(secret, plain, work.Now) is { } step)
        {
            if (step <= mfa.LastStep)
            {
                return new CheckedCode(InvalidCode, false);
            }
            work.Add(
                Command(
                    "update user_mfa set last_step = $2, failures = 0, failures_since = null where user_id = $1",
                    Parameter(work.User.UserId),
                    Parameter(step)
                )
            );
            return new CheckedCode(null, false);
        }
        return await CheckBackupAsync(work, plain, cancellation) ?? CountFailure(work);
    }

    private async Task<CheckedCode?> CheckBackupAsync(UserChanges work, string code, CancellationToken cancellation)
    {
        var found = await work.Connection.ReadAsync(
            Command(
                "select code_hash, used_at is null from mfa_backup_codes where user_id = $1 and code_hash = any($2)",
                Parameter(work.User.UserId),
                Parameter(lookup.Lookups(BackupCode, Plain(work.User.UserId, code)))
            ),
            r => (Hash: r.GetFieldValue<byte[]>(0), IsFresh: r.GetBoolean(1)),
            cancellation
        );
        if (found is not [var (hash, isFresh)])
        {
            return null;
        }
        if (!isFresh || !work.User.MfaEnabled)
        {
            return new CheckedCode(InvalidCode, false);
        }
        work.Add(
            Command(
                "update mfa_backup_codes set used_at = $3 where user_id = $1 and code_hash = $2",
                Parameter(work.User.UserId),
                Parameter(hash),
                Parameter(work.Now)
            )
        );
        work.Audit("mfa.backup_code_used");
        await WarnAsync(work, cancellation);
        return new CheckedCode(null, false, SigninMethods.BackupCode);
    }

    // The code that is used now is still among those that are counted.
    private static async Task WarnAsync(UserChanges work, CancellationToken cancellation)
    {
        const string Fresh = "select count(*) from mfa_backup_codes where user_id = $1 and used_at is null";
        if ((long)(await work.ScalarAsync(Command(Fresh, Parameter(work.User.UserId)), cancellation))! - 1 <= FewCodes)
        {
            work.Notice(AccountNoticeKinds.BackupCodesLow, work.User.UserId);
        }
    }

    private static CheckedCode CountFailure(UserChanges work)
    {
        work.KeepRefusal();
        work.Add(
            Command(
                "update user_mfa set failures = case when failures_since > $3 then failures + 1 else 1 end, "
                    + "failures_since = case when failures_since > $3 then failures_since else $2 end where user_id = $1",
                Parameter(work.User.UserId),
                Parameter(work.Now),
                Parameter(work.Now - Hour)
            )
        );
        work.Audit("mfa.failed");
        return new CheckedCode(InvalidCode, true);
    }

    private static async Task<Mfa?> ReadAsync(UserChanges work, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(work.Connection);
        batch.BatchCommands.Add(
            Command(
                "select secret, last_step, failures, failures_since, enabled_at is not null from user_mfa where user_id = $1",
                Parameter(work.User.UserId)
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Mfa(
                reader.GetFieldValue<byte[]>(0),
                reader.GetInt64(1),
                reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetBoolean(4)
            )
            : null;
    }

    // 50 bits: too many to guess at ten an hour, few enough to type.
    private static string NewBackupCode()
    {
        var text = Base32Encoding.ToString(RandomNumberGenerator.GetBytes(7))[..10];
        return $"{text[..5]}-{text[5..]}";
    }

    private byte[] HashOf(Guid userId, string code) => lookup.Lookup(BackupCode, Plain(userId, code));

    private static string Plain(Guid userId, string code) => $"{userId:N} {Normalise(code)}";

    private static string Normalise(string code) => code.Replace("-", "").Replace(" ", "").ToUpperInvariant();

    /// <param name="IsConfirmed">True once a code of the app was right.</param>
    private sealed record Mfa(byte[] Secret, long LastStep, int Failures, DateTimeOffset? FailuresSince, bool IsConfirmed);
}

/// <summary>What came of checking a code.</summary>
/// <param name="Refusal">Null when the code was right.</param>
/// <param name="Counted">True when it was wrong and counted.</param>
/// <param name="Method">What a right code was: <c>totp</c> or <c>backup_code</c>.</param>
public sealed record CheckedCode(Error? Refusal, bool Counted, string Method = SigninMethods.Totp);
