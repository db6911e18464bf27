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
/// <param name="Text">The first 4 KiB of what was answered; null for nothing.</param>
public sealed record WebhookAnswer(int? StatusCode, string? Error, string? Text = null);

/// <summary>
/// Sends one signed request. The name is resolved here, each address is checked, and the connection goes to the very address that was checked:
/// a name that changes its mind between the two changes nothing. Redirects are not followed, no proxy is asked, and of the answer only the beginning
/// is read.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private const int MaxAnswer = 4096;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    internal WebhookClient(ReachableAddresses reachable, IOptions<WebhookOptions> options)
    {
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
        _timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Rupaya", "1"));
    }

    /// <summary>Tries once. What goes wrong on the way is in the answer, not thrown.</summary>
    /// <param name="url">The receiver.</param>
    /// <param name="secrets">Each signs the body, the newest first.</param>
    /// <param name="deliveryId">The same at every attempt, so that a receiver can tell.</param>
    /// <param name="event">What happened.</param>
    /// <param name="body">JSON.</param>
    /// <param name="at">When it is sent.</param>
    public async Task<WebhookAnswer> SendAsync(
        Uri url,
        IReadOnlyList<string> secrets,
        Guid deliveryId,
        string @event,
        string body,
        DateTimeOffset at
    )
    {
        // Until all of what is read is there, not only the headers.
        using var patience = new CancellationTokenSource(_timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8")),
        };
        foreach (var (name, value) in HeadersOf(deliveryId, @event, at))
        {
            request.Headers.Add(name, value);
        }
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secrets, at, body));
        request.Headers.Add(StandardWebhook.Signature, StandardWebhook.Sign(secrets, deliveryId, at, body));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)response.StatusCode;
            return new WebhookAnswer(
                status,
                response.IsSuccessStatusCode ? null : $"answered {status.ToString(CultureInfo.InvariantCulture)}",
                await BeginningAsync(response, patience.Token)
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

    /// <summary>What is sent beside the signatures: who may see a delivery may see it.</summary>
    public static IReadOnlyList<(string Name, string Value)> HeadersOf(Guid deliveryId, string @event, DateTimeOffset at) =>
        [
            ("Rupaya-Delivery", deliveryId.ToString()),
            ("Rupaya-Event", @event),
            (StandardWebhook.Id, deliveryId.ToString()),
            (StandardWebhook.Timestamp, StandardWebhook.TimeOf(at)),
        ];

    /// <summary>What the status says counts, however the body ends.</summary>
    private static async Task<string?> BeginningAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var (bytes, length) = (new byte[MaxAnswer], 0);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            while (length < MaxAnswer && await body.ReadAsync(bytes.AsMemory(length), cancellation) is var read && read > 0)
            {
                length += read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // What there is.
        }
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, length)).Replace("\0", "", StringComparison.Ordinal);
        return text.Length > 0 ? text : null;
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
