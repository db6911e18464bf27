namespace Rupaya.Features.User.UpdateSettings;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="Locale">BCP 47, such as <c>en-IN</c>.</param>
internal sealed record UpdateSettingsRequest(
    bool? EmailNotifications,
    bool? WeeklyReport,
    bool? InvoiceNotifications,
    bool? ExpenseAlerts,
    string? Locale
);

internal sealed class UpdateSettingsEndpoint(UpdateSettingsHandler handler) : ApiEndpoint<UpdateSettingsRequest, SettingsView>
{
    public override void Configure()
    {
        Put("/user/settings");
        Scoped("user:write");
        Describe(
            "Change what the user wants to hear of",
            "They gate the notifications and mails that workers send. /user/settings and /user/preferences are the same."
        );
    }

    public override Task HandleAsync(UpdateSettingsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
