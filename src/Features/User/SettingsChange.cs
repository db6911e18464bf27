using System.Text.RegularExpressions;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User;

/// <summary>What both settings routes change: a field that is omitted stays.</summary>
internal sealed partial record SettingsChange(
    bool? EmailNotifications,
    bool? WeeklyReport,
    bool? InvoiceNotifications,
    bool? ExpenseAlerts,
    string? Locale
)
{
    /// <summary>True for a language, with script and region where given, as BCP 47 writes them.</summary>
    public static bool IsLocale(string? locale) => locale is null || LanguageTag().IsMatch(locale);

    public Result<Reply<SettingsView>> Apply(UserChanges work)
    {
        var user = work.User with
        {
            EmailNotifications = EmailNotifications ?? work.User.EmailNotifications,
            WeeklyReport = WeeklyReport ?? work.User.WeeklyReport,
            InvoiceNotifications = InvoiceNotifications ?? work.User.InvoiceNotifications,
            ExpenseAlerts = ExpenseAlerts ?? work.User.ExpenseAlerts,
            Locale = Locale ?? work.User.Locale,
        };
        work.Add(
            Command(
                "update users set email_notifications = $2, weekly_report = $3, invoice_notifications = $4, expense_alerts = $5, locale = $6, "
                    + "updated_at = $7 where user_id = $1",
                Parameter(user.UserId),
                Parameter(user.EmailNotifications),
                Parameter(user.WeeklyReport),
                Parameter(user.InvoiceNotifications),
                Parameter(user.ExpenseAlerts),
                Parameter(user.Locale),
                Parameter(work.Now)
            )
        );
        work.Audit("settings.changed");
        return Reply.Ok(SettingsView.From(user));
    }

    [GeneratedRegex(
        "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex LanguageTag();
}
