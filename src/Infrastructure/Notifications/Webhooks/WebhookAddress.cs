using System.Net;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>Where a webhook may be sent to, as far as that can be said without asking the net; names are resolved and checked with every attempt.</summary>
public sealed class WebhookAddress
{
    private static readonly Error NotHttps = Error.Field("url", "Must be https.");

    private static readonly Error NotPublic = Problems.WebhookAddress.About("url");

    private readonly ReachableAddresses _reachable;
    private readonly IOptions<WebhookOptions> _options;

    internal WebhookAddress(ReachableAddresses reachable, IOptions<WebhookOptions> options)
    {
        _reachable = reachable;
        _options = options;
    }

    /// <summary>400 <c>webhook_address</c>, or another reason; null for none.</summary>
    public Error? Problem(Uri url) =>
        url.Scheme != Uri.UriSchemeHttps && !_options.Value.AllowHttp ? NotHttps
        : IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !_reachable.Contains(address) ? NotPublic
        : null;
}
