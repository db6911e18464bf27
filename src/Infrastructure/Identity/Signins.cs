using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Completes a sign-in once every factor was right, in the work that holds the user's lock.</summary>
public sealed class Signins(Sessions sessions)
{
    private static readonly Error Banned = Problems.AccountBanned.Error;

    /// <summary>
    /// Opens the session, remembers the device, tells the owner of a new one, and cancels an erasure that was asked for. Refuses a banned
    /// account.
    /// </summary>
    public async Task<Result<Guid>> CompleteAsync(UserChanges work, SigninDevice device, string factor, CancellationToken cancellation)
    {
        var user = work.User;
        if (user.BannedAt is not null)
        {
            work.KeepRefusal();
            work.Audit("signin.refused", new { Reason = "banned" }, new { device.Ip });
            return Banned;
        }
        var isNew = !await IsKnownAsync(work, device.Id, cancellation);
        var (insert, sessionId) = sessions.Open(user.UserId, device, work.Now);
        work.Add(insert);
        work.Add(Remember(user.UserId, device, work.Now));
        work.Audit(
            "signin.succeeded",
            new
            {
                SessionId = sessionId,
                Factor = factor,
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
        return sessionId;
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
