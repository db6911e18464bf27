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

internal sealed class UpdateSettingsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/user/settings",
                (UpdateSettingsRequest request, Caller caller, UpdateSettingsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, caller, cancellation).ToHttp()
            )
            .WithName("UpdateSettings")
            .WithTags("User")
            .WithSummary("Change what the user wants to hear of")
            .WithDescription("They gate the notifications and mails that workers send. /user/settings and /user/preferences are the same.")
            .Produces<SettingsView>()
            .Problems(400, 401, 429, 503);
}
