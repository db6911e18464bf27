using System.Net;
using System.Text;
using Rupaya.Client;

namespace Rupaya.Clients;

/// <summary>Stands in for the product: what was sent, and answers that a test writes.</summary>
internal sealed class Answers(Func<Sent, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<Sent> Sent { get; } = [];

    /// <summary>A client of these answers.</summary>
    public RupayaApi Client(Func<RupayaOptions, RupayaOptions>? with = null)
    {
        var options = new RupayaOptions { Url = new Uri("http://api.test"), Inner = () => this };
        return RupayaApi.Create(with?.Invoke(options) ?? options);
    }

    public static HttpResponseMessage Json(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    public static HttpResponseMessage Problem(int status, string code, params (string Name, string Value)[] headers) =>
        Json(status, $$"""{"type":"t","title":"t","status":{{status}},"detail":"d","code":"{{code}}","requestId":"r"}""", headers);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
        Sent sent;
        lock (Sent)
        {
            sent = new(Sent.Count + 1, request.Method.Method, request.RequestUri!, body, Header);
            Sent.Add(sent);
        }
        await Task.Yield();
        return answer(sent);
    }
}

/// <param name="N">From 1.</param>
/// <param name="Method">Such as GET.</param>
/// <param name="Uri">The whole address.</param>
/// <param name="Body">Empty for none.</param>
/// <param name="Header">Of a name; null where it was not sent.</param>
internal sealed record Sent(int N, string Method, Uri Uri, string Body, Func<string, string?> Header);
