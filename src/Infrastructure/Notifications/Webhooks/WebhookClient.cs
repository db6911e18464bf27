using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Webhooks;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>What came of an attempt.</summary>
/// <param name="StatusCode">What the receiver answered; null when it did not.</param>
/// <param name="Error">Why it does not count as delivered; null when it does.</param>
public sealed record WebhookAnswer(int? StatusCode, string? Error);

/// <summary>
/// Sends one signed request. The name is resolved here, each address is checked, and the connection goes to the very address that was checked:
/// a name that changes its mind between the two changes nothing. Redirects are not followed, no proxy is asked, and the answer's body is not read.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    internal WebhookClient(ReachableAddresses reachable, IOptions<WebhookOptions> options, TimeProvider clock)
    {
        _clock = clock;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, cancellation) => ConnectAsync(reachable, context.DnsEndPoint, cancellation),
        };
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds) };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Rupaya", "1"));
    }

    /// <summary>Tries once. What goes wrong on the way is in the answer, not thrown.</summary>
    /// <param name="url">The receiver.</param>
    /// <param name="secret">Signs the body.</param>
    /// <param name="deliveryId">The same at every attempt, so that a receiver can tell.</param>
    /// <param name="event">What happened.</param>
    /// <param name="body">JSON.</param>
    public async Task<WebhookAnswer> SendAsync(Uri url, string secret, Guid deliveryId, string @event, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8")),
        };
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secret, _clock.GetUtcNow(), body));
        request.Headers.Add("Rupaya-Delivery", deliveryId.ToString());
        request.Headers.Add("Rupaya-Event", @event);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var status = (int)response.StatusCode;
            return new WebhookAnswer(
                status,
                response.IsSuccessStatusCode ? null : $"answered {status.ToString(CultureInfo.InvariantCulture)}"
            );
        }
        catch (OperationCanceledException)
        {
            return new WebhookAnswer(null, "no answer in time");
        }
        catch (HttpRequestException e)
        {
            return new WebhookAnswer(null, Reason(e));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Reason(HttpRequestException e) =>
        e.InnerException is UnreachableAddressException refused ? refused.Message
        : e.HttpRequestError == HttpRequestError.SecureConnectionError ? "the secure connection failed"
        : e.HttpRequestError == HttpRequestError.NameResolutionError ? "the name could not be resolved"
        : e.HttpRequestError == HttpRequestError.ConnectionError ? "could not connect"
        : "the connection broke";

    private static async ValueTask<Stream> ConnectAsync(ReachableAddresses reachable, DnsEndPoint target, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellation);
        var checkedAddresses = addresses.Where(reachable.Contains).ToArray();
        if (checkedAddresses.Length == 0)
        {
            throw new UnreachableAddressException();
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(checkedAddresses, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name leads to no address that webhooks may reach.</summary>
internal sealed class UnreachableAddressException() : IOException("the address is not public");
