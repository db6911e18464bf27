namespace Rupaya.Features.User.UpdateSettings;

internal sealed class UpdateSettingsHandler(UserDoor door)
{
    public Task<Result<Answer>> HandleAsync(UpdateSettingsRequest r, Caller caller, CancellationToken cancellation)
    {
        var change = new SettingsChange(r.EmailNotifications, r.WeeklyReport, r.InvoiceNotifications, r.ExpenseAlerts, r.Locale);
        return door.WriteAsync(caller, change.Apply, cancellation);
    }
}
