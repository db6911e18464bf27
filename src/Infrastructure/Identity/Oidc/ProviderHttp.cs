using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.Protocols;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>
/// What is asked of a provider, within bounds: five seconds, 256 KiB, no redirect, and https. Plain http is for a stand-in on loopback, which no other
/// provider may name: what it says of itself must lead nowhere inside.
/// </summary>
/// <param name="isStandIn">True where the provider itself is on loopback.</param>
internal sealed class ProviderHttp(bool isStandIn) : IDocumentRetriever, IDisposable
{
    private const int MaxAnswer = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = Client();

    /// <summary>True for an address that may be asked, or that a browser may be sent to.</summary>
    public bool MayBe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps ? isStandIn || !TransportSecurity.IsLoopback(uri.Host) : isStandIn && OidcOptions.IsSafe(uri));

    /// <summary>A document of the provider's.</summary>
    /// <exception cref="HttpRequestException">It was not to be had.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, Allowed(address)), cancel);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync(cancel)
            : throw new HttpRequestException($"answered {(int)answer.StatusCode}");
    }

    /// <summary>Posts a form.</summary>
    /// <returns>The status and the text of the answer.</returns>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(
        string address,
        IEnumerable<KeyValuePair<string, string>> form,
        AuthenticationHeaderValue? authorization,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Allowed(address)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = authorization;
        using var answer = await SendAsync(request, cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
    }

    private Uri Allowed(string address) => MayBe(address) ? new Uri(address) : throw new HttpRequestException("the address is not https");

    private static HttpClient Client()
    {
        var client = new HttpClient(Handler()) { Timeout = Patience, MaxResponseContentBufferSize = MaxAnswer };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Rupaya", "1"));
        return client;
    }

    private static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
        };
}
