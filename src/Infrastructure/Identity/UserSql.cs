using Npgsql;
using Rupaya.Infrastructure.Postgres.Entities;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A user's row in plain SQL, for the paths where locks and round trips matter.</summary>
public static class UserSql
{
    /// <summary>The columns that <see cref="Read"/> expects, of <c>users u</c>.</summary>
    public const string Columns =
        "u.user_id, u.email, u.email_key, u.name, u.password_hash, u.role, u.currency, u.time_zone, u.email_verified, u.mfa_enabled, "
        + "u.consented_at, u.default_book_id, u.created_at, u.updated_at, u.banned_at, u.erase_at, u.email_notifications, u.weekly_report, "
        + "u.invoice_notifications, u.expense_alerts, u.locale";

    /// <summary>How many columns there are; what a query adds comes after them.</summary>
    public const int Count = 21;

    /// <summary>A row that starts with <see cref="Columns"/>.</summary>
    public static User Read(NpgsqlDataReader r) =>
        new()
        {
            UserId = r.GetGuid(0),
            Email = r.GetString(1),
            EmailKey = r.GetString(2),
            Name = r.GetString(3),
            PasswordHash = r.IsDBNull(4) ? null : r.GetString(4),
            Role = r.GetString(5),
            Currency = r.GetString(6),
            TimeZone = r.GetString(7),
            EmailVerified = r.GetBoolean(8),
            MfaEnabled = r.GetBoolean(9),
            ConsentedAt = Instant(r, 10),
            DefaultBookId = r.IsDBNull(11) ? null : r.GetGuid(11),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(12),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(13),
            BannedAt = Instant(r, 14),
            EraseAt = Instant(r, 15),
            EmailNotifications = r.GetBoolean(16),
            WeeklyReport = r.GetBoolean(17),
            InvoiceNotifications = r.GetBoolean(18),
            ExpenseAlerts = r.GetBoolean(19),
            Locale = r.GetString(20),
        };

    /// <summary>Writes a new user.</summary>
    public static NpgsqlBatchCommand Insert(User u) =>
        Command(
            "insert into users (user_id, email, email_key, name, password_hash, currency, time_zone, email_verified, mfa_enabled, "
                + "consented_at, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, false, false, $9, $8, $8)",
            Parameter(u.UserId),
            Parameter(u.Email),
            Parameter(u.EmailKey),
            Parameter(u.Name),
            Parameter(u.PasswordHash),
            Parameter(u.Currency),
            Parameter(u.TimeZone),
            Parameter(u.CreatedAt),
            Parameter(u.ConsentedAt)
        );

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
