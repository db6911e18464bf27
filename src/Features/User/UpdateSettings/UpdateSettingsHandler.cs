namespace Rupaya.Features.User.UpdateSettings;

internal sealed class UpdateSettingsHandler(UserDoor door)
{
    public Task<Result<Reply<SettingsView>>> HandleAsync(UpdateSettingsRequest r, Caller caller, CancellationToken cancellation)
    {
        var change = new SettingsChange(r.EmailNotifications, r.WeeklyReport, r.InvoiceNotifications, r.ExpenseAlerts, r.Locale);
        return door.WriteAsync<SettingsView>(caller, change.Apply, cancellation);
    }
}
