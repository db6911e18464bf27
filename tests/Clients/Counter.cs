using System.Net;

namespace Rupaya.Clients;

/// <summary>Counts what is sent, and what is refused for its number.</summary>
internal sealed class Counter() : DelegatingHandler(new SocketsHttpHandler())
{
    private int calls;
    private int refused;

    public int Calls => calls;
    public int Refused => refused;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref calls);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
        {
            Interlocked.Increment(ref refused);
        }
        return answer;
    }
}
