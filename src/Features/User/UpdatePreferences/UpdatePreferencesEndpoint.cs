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

internal sealed class UpdatePreferencesEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/user/preferences",
                (UpdatePreferencesRequest request, Caller caller, UpdatePreferencesHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("UpdatePreferences")
            .WithTags("User")
            .WithSummary("Change what the user wants to hear of")
            .WithDescription("They gate the notifications and mails that workers send. /user/settings and /user/preferences are the same.")
            .Produces<SettingsView>()
            .Problems(400, 401, 429, 503);
}
