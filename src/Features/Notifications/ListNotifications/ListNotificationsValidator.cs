using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Notifications.ListNotifications;

internal sealed class ListNotificationsValidator : Validator<ListNotificationsRequest>
{
    public ListNotificationsValidator() => this.ListQueryRules("createdAt");
}
