namespace Rupaya.Features.Notifications.ListNotifications;

internal sealed class ListNotificationsValidator : Validator<ListNotificationsRequest>
{
    public ListNotificationsValidator() => RuleFor(r => r.Limit).InclusiveBetween(1, 200);
}
