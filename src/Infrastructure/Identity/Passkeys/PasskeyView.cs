using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="PasskeyId">The passkey.</param>
/// <param name="Name">Chosen by the owner, or the provider's.</param>
/// <param name="CreatedAt">UTC: when it was registered.</param>
/// <param name="LastUsedAt">UTC; null for never.</param>
/// <param name="BackupEligible">True for one that may be copied to other devices.</param>
/// <param name="BackedUp">True for one that was copied, as of its last use.</param>
/// <param name="Transports">How it can be reached, such as <c>internal</c>, <c>hybrid</c> or <c>usb</c>.</param>
/// <param name="Provider">What keeps it, as it says itself; null where that is not known.</param>
/// <param name="State"><c>active</c>, or <c>suspended</c> when its counter fell: there may be a copy of it.</param>
public sealed record PasskeyView(
    Guid PasskeyId,
    string Name,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    bool BackupEligible,
    bool BackedUp,
    IReadOnlyList<string> Transports,
    string? Provider,
    string State
);

/// <summary>What is read and written of a user's passkeys by themselves.</summary>
public static class PasskeySql
{
    internal const string Active = "active";
    internal const string Suspended = "suspended";

    private const string Columns = "passkey_id, name, created_at, last_used_at, backup_eligible, backed_up, transports, aaguid, state";

    /// <summary>All of a user's, the oldest first.</summary>
    public static NpgsqlBatchCommand List(Guid userId) =>
        Command($"select {Columns} from passkeys where user_id = $1 order by created_at, passkey_id", Parameter(userId));

    /// <summary>One of a user's.</summary>
    public static NpgsqlBatchCommand One(Guid userId, Guid passkeyId) =>
        Command($"select {Columns} from passkeys where user_id = $1 and passkey_id = $2", Parameter(userId), Parameter(passkeyId));

    /// <summary>Gives one another name.</summary>
    public static NpgsqlBatchCommand Rename(Guid userId, Guid passkeyId, string name) =>
        Command(
            "update passkeys set name = $3 where user_id = $1 and passkey_id = $2",
            Parameter(userId),
            Parameter(passkeyId),
            Parameter(name)
        );

    /// <summary>Lets one be used again, from whatever its counter says next.</summary>
    public static NpgsqlBatchCommand Revive(Guid userId, Guid passkeyId) =>
        Command(
            $"update passkeys set state = '{Active}', sign_count = 0 where user_id = $1 and passkey_id = $2",
            Parameter(userId),
            Parameter(passkeyId)
        );

    /// <summary>Takes one away.</summary>
    public static NpgsqlBatchCommand Delete(Guid userId, Guid passkeyId) =>
        Command("delete from passkeys where user_id = $1 and passkey_id = $2", Parameter(userId), Parameter(passkeyId));

    /// <summary>How many can be used now.</summary>
    public static NpgsqlBatchCommand CountActive(Guid userId) =>
        Command($"select count(*) from passkeys where user_id = $1 and state = '{Active}'", Parameter(userId));

    /// <summary>A row of <see cref="List"/>.</summary>
    public static PasskeyView Read(NpgsqlDataReader r) =>
        new(
            r.GetGuid(0),
            r.GetString(1),
            r.GetFieldValue<DateTimeOffset>(2),
            r.IsDBNull(3) ? null : r.GetFieldValue<DateTimeOffset>(3),
            r.GetBoolean(4),
            r.GetBoolean(5),
            r.GetFieldValue<string[]>(6),
            PasskeyProviders.NameOf(r.GetGuid(7)),
            r.GetString(8)
        );
}
