namespace Rupaya.Features.User;

/// <summary>What the user wants to hear of.</summary>
/// <param name="EmailNotifications">Mail about sign-ins from new devices; mails that keep the account safe are always sent.</param>
/// <param name="WeeklyReport">A weekly summary by mail.</param>
/// <param name="InvoiceNotifications">News of invoices.</param>
/// <param name="ExpenseAlerts">Notifications of budgets that run out.</param>
/// <param name="Locale">BCP 47, such as <c>en-IN</c>.</param>
internal sealed record SettingsView(
    bool EmailNotifications,
    bool WeeklyReport,
    bool InvoiceNotifications,
    bool ExpenseAlerts,
    string Locale
)
{
    public static SettingsView From(Infrastructure.Postgres.Entities.User u) =>
        new(u.EmailNotifications, u.WeeklyReport, u.InvoiceNotifications, u.ExpenseAlerts, u.Locale);
}
