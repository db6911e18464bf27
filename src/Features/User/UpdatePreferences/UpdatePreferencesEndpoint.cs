namespace Rupaya.Features.User.UpdatePreferences;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="Locale">BCP 47, such as <c>en-IN</c>.</param>
internal sealed record UpdatePreferencesRequest(
    bool? EmailNotifications,
    bool? WeeklyReport,
    bool? InvoiceNotifications,
    bool? ExpenseAlerts,
    string? Locale
);

internal sealed class UpdatePreferencesEndpoint(UpdatePreferencesHandler handler) : ApiEndpoint<UpdatePreferencesRequest, SettingsView>
{
    public override void Configure()
    {
        Put("/user/preferences");
        Scoped("user:write");
        Describe(
            "Change what the user wants to hear of",
            "They gate the notifications and mails that workers send. /user/settings and /user/preferences are the same."
        );
    }

    public override Task HandleAsync(UpdatePreferencesRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
