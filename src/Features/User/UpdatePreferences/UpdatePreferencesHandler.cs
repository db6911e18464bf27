namespace Rupaya.Features.User.UpdatePreferences;

internal sealed class UpdatePreferencesHandler(UserDoor door)
{
    public Task<Result<Reply<SettingsView>>> HandleAsync(UpdatePreferencesRequest r, Caller caller, CancellationToken cancellation)
    {
        var change = new SettingsChange(r.EmailNotifications, r.WeeklyReport, r.InvoiceNotifications, r.ExpenseAlerts, r.Locale);
        return door.WriteAsync<SettingsView>(caller, change.Apply, cancellation);
    }
}
