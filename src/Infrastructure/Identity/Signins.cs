using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Carries a sign-in on, in the work that holds the user's lock: to its end once every factor was right, or to the second factor.</summary>
public sealed class Signins(Sessions sessions, DerivedTokens derived, IOptions<SecurityOptions> options)
{
    private static readonly Error Banned = Problems.AccountBanned.Error;

    /// <summary>
    /// Opens the session, remembers the device, tells the owner of a new one, and cancels an erasure that was asked for. Refuses a banned
    /// account.
    /// </summary>
    /// <param name="work">The user's.</param>
    /// <param name="device">Where they sign in from.</param>
    /// <param name="methods">What they showed, in its order (<see cref="SigninMethods"/>).</param>
    /// <param name="cancellation">Ends the look for the device.</param>
    /// <returns>The session; 403 <c>account_banned</c>.</returns>
    public async Task<Result<Guid>> CompleteAsync(UserChanges work, SigninDevice device, string[] methods, CancellationToken cancellation)
    {
        var user = work.User;
        if (user.BannedAt is not null)
        {
            work.KeepRefusal();
            work.Audit("signin.refused", new { Reason = "banned" }, new { device.Ip });
            Telemetry.SignedIn(methods[0], "refused");
            return Banned;
        }
        var isNew = !await IsKnownAsync(work, device.Id, cancellation);
        var (insert, sessionId) = sessions.Open(user.UserId, device, methods, work.Now);
        work.Add(insert);
        work.Add(Remember(user.UserId, device, work.Now));
        work.Audit(
            "signin.succeeded",
            new
            {
                SessionId = sessionId,
                Factor = methods.Length > 1 ? "second_factor" : methods[0],
                Methods = methods,
                NewDevice = isNew,
            },
            device
        );
        if (isNew)
        {
            work.Notice(AccountNoticeKinds.NewDevice, sessionId);
        }
        if (user.EraseAt is not null)
        {
            work.Add(Command("update users set erase_at = null where user_id = $1", Parameter(user.UserId)));
            work.Audit("account.erase_cancelled");
        }
        Telemetry.SignedIn(methods[0], "succeeded");
        return sessionId;
    }

    /// <summary>Puts a sign-in off until the second factor was shown: the token that <c>/auth/mfa/verify</c> takes with it.</summary>
    /// <param name="work">The user's, where two-step sign-in is on.</param>
    /// <param name="device">Where they sign in from.</param>
    /// <param name="methods">What they showed already.</param>
    public string Challenge(UserChanges work, SigninDevice device, string[] methods)
    {
        var challengeId = Guid.CreateVersion7(work.Now);
        work.Add(
            Command(
                "insert into mfa_challenges (challenge_id, user_id, device_id, device_name, ip, failures, created_at, expires_at, methods) "
                    + "values ($1, $2, $3, $4, $5, 0, $6, $7, $8)",
                Parameter(challengeId),
                Parameter(work.User.UserId),
                Parameter(device.Id),
                Parameter(device.Name),
                Parameter(device.Ip),
                Parameter(work.Now),
                Parameter(work.Now.AddMinutes(options.Value.ChallengeMinutes)),
                Parameter(methods)
            )
        );
        work.Audit("signin.challenged", personal: device);
        Telemetry.SignedIn(methods[0], "challenged");
        return derived.Issue(TokenPurpose.Challenge, challengeId);
    }

    /// <summary>The statement that remembers a device, or that it was seen again.</summary>
    public static NpgsqlBatchCommand Remember(Guid userId, SigninDevice device, DateTimeOffset now) =>
        Command(
            "insert into devices (user_id, device_id, device_name, first_seen_at, last_seen_at) values ($1, $2, $3, $4, $4) "
                + "on conflict (user_id, device_id) do update set last_seen_at = $4, device_name = coalesce($3, devices.device_name)",
            Parameter(userId),
            Parameter(device.Id),
            Parameter(device.Name),
            Parameter(now)
        );

    private static async Task<bool> IsKnownAsync(UserChanges work, string deviceId, CancellationToken cancellation)
    {
        return await work.ScalarAsync(
            Command("select 1 from devices where user_id = $1 and device_id = $2", Parameter(work.User.UserId), Parameter(deviceId)),
            cancellation
        )
            is not null;
    }
}
