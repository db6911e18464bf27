using System.Net;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>Where a webhook may be sent to, as far as that can be said without asking the net; names are resolved and checked with every attempt.</summary>
internal sealed class WebhookAddress(ReachableAddresses reachable, IOptions<WebhookOptions> options)
{
    private static readonly Error NotHttps = Error.Field("url", "Must be https.");

    private static readonly Error NotPublic = Problems.WebhookAddress.About("url");

    /// <summary>400 <c>webhook_address</c>, or another reason; null for none.</summary>
    public Error? Problem(Uri url) =>
        url.Scheme != Uri.UriSchemeHttps && !options.Value.AllowHttp ? NotHttps
        : IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !reachable.Contains(address) ? NotPublic
        : null;
}
