using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Changes of an address: confirmed from the new one, and taken back from the old one where that was proven. Of several that were asked for the last
/// one counts. A left address is nobody else's while it can be taken back; the database sees to that.
/// </summary>
public static class EmailChanges
{
    /// <summary>For so long the old address takes a change back: from its confirmation, or from when it was asked for.</summary>
    public static readonly TimeSpan Revertible = TimeSpan.FromHours(72);

    private const string EmailKeyIndex = "users_email_key_key";

    private const string MoveText =
        "update users set email = $2, email_key = $3, email_verified = true, updated_at = $4 where user_id = $1 returning 1";

    /// <summary>Whose change it is, or null; whether it can still be confirmed or taken back is seen under the lock.</summary>
    public static async Task<Guid?> OwnerAsync(NpgsqlDataSource database, Guid changeId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select user_id from email_changes where change_id = $1");
        command.Parameters.Add(Parameter(changeId));
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    /// <summary>Ends what was asked for and not confirmed.</summary>
    public static void EndPending(UserChanges work)
    {
        ArgumentNullException.ThrowIfNull(work);
        work.Add(
            Command(
                "update email_changes set expires_at = $2 where user_id = $1 and confirmed_at is null and reverted_at is null and expires_at > $2",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
    }

    /// <summary>
    /// Gives the user an address that was proven, and makes links void that went to the one before. Runs at once, under the user's lock.
    /// </summary>
    /// <returns>Null; 409 <c>user_exists</c> when it is somebody else's by now.</returns>
    public static async Task<Error?> MoveAsync(UserChanges work, string email, string emailKey, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var (userId, now) = (Parameter(work.User.UserId), Parameter(work.Now));
        try
        {
            await work.ScalarAsync(Command(MoveText, userId, Parameter(email), Parameter(emailKey), now), cancellation);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: EmailKeyIndex })
        {
            return Problems.UserExists.Error;
        }
        EndLinks(work);
        return null;
    }

    /// <summary>Makes every link void that is on its way to the user.</summary>
    private static void EndLinks(UserChanges work) =>
        work.Add(
            Command(
                "update account_tokens set used_at = $2 where user_id = $1 and used_at is null",
                Parameter(work.User.UserId),
                Parameter(work.Now)
            )
        );
}
