using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>The rows from which the tokens in mails are derived: verification of an address, reset of a password.</summary>
public static class AccountLinks
{
    /// <summary>Proves that an address is the user's.</summary>
    public const string Verification = "verification";

    /// <summary>Sets a new password without the old one.</summary>
    public const string Reset = "reset";

    /// <summary>Mails of one purpose that a user gets within an hour.</summary>
    public const int MailsPerHour = 5;

    /// <summary>The same for a wrong, a used and an expired token.</summary>
    public static readonly Error Invalid = Problems.InvalidLink.About("token");

    /// <summary>Asks for a token of one purpose for a user.</summary>
    public static (NpgsqlBatchCommand Insert, Guid TokenId) New(string purpose, Guid? userId, DateTimeOffset now, TimeSpan lifetime)
    {
        var tokenId = Guid.CreateVersion7(now);
        var insert = Command(
            "insert into account_tokens (token_id, purpose, user_id, created_at, expires_at) values ($1, $2, $3, $4, $5)",
            Parameter(tokenId),
            Parameter(purpose),
            Parameter(userId),
            Parameter(now),
            Parameter(now + lifetime)
        );
        return (insert, tokenId);
    }

    /// <summary>The user of a live token, or null.</summary>
    public static async Task<Guid?> FindAsync(
        NpgsqlDataSource database,
        string purpose,
        Guid tokenId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(
            "select user_id from account_tokens where token_id = $1 and purpose = $2 and used_at is null and expires_at > $3"
        );
        command.Parameters.Add(Parameter(tokenId));
        command.Parameters.Add(Parameter(purpose));
        command.Parameters.Add(Parameter(now));
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    /// <summary>Uses a token up; false when somebody else just did. Runs at once, under the user's lock.</summary>
    public static async Task<bool> UseAsync(UserChanges work, Guid tokenId, CancellationToken cancellation)
    {
        var use = Command(
            "update account_tokens set used_at = $2 where token_id = $1 and used_at is null and expires_at > $2",
            Parameter(tokenId),
            Parameter(work.Now)
        );
        return await work.Connection.ExecuteAsync(use, cancellation) == 1;
    }

    /// <summary>
    /// Makes earlier links of a purpose void, unless the user got as many within the hour as they may have: then no new mail follows either. Does the
    /// same for nobody.
    /// </summary>
    public static NpgsqlBatchCommand EndEarlier(string purpose, Guid? userId, DateTimeOffset now) =>
        Command(
            "update account_tokens set used_at = $3 where user_id = $1 and purpose = $2 and used_at is null and $4 > (select count(*) from "
                + "account_tokens o where o.user_id = $1 and o.purpose = $2 and o.created_at > $5)",
            Parameter(userId),
            Parameter(purpose),
            Parameter(now),
            Parameter(MailsPerHour),
            Parameter(now.AddHours(-1))
        );

    /// <summary>The kind of mail that carries a token.</summary>
    public static string NoticeOf(string purpose) => purpose == Reset ? AccountNoticeKinds.ResetPassword : AccountNoticeKinds.VerifyEmail;
}
