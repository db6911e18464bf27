using Npgsql;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.Auth;

/// <summary>What a new account is made of, however its owner came.</summary>
internal static class NewAccount
{
    /// <summary>ISO 4217, for who says nothing else.</summary>
    public const string Currency = "INR";

    /// <summary>IANA, for who says nothing else.</summary>
    public const string TimeZone = "Asia/Kolkata";

    /// <summary>By which two sign-ups of one address are kept apart.</summary>
    public const string EmailKeyIndex = "users_email_key_key";

    /// <summary>The user, a book of their own, their key and their first device.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Rows(UserRow user, NpgsqlBatchCommand insertKey, SigninDevice device) =>
        [
            UserSql.Insert(user),
            .. NewBook.Commands(NewBook.Default(user.DefaultBookId!.Value, user.Currency, user.TimeZone, user.CreatedAt), user.UserId),
            Command("update users set default_book_id = $2 where user_id = $1", Parameter(user.UserId), Parameter(user.DefaultBookId)),
            insertKey,
            Signins.Remember(user.UserId, device, user.CreatedAt),
        ];
}
