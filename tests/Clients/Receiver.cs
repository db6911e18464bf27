using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rupaya.Clients;

/// <summary>A receiver of webhooks on loopback.</summary>
internal static class Receiver
{
    public static async Task<WebApplication> StartAsync(TaskCompletionSource<(IHeaderDictionary, byte[])> arrived)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost(
            "/hook",
            async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                arrived.TrySetResult((new HeaderDictionary(request.Headers.ToDictionary()), body.ToArray()));
                return Results.NoContent();
            }
        );
        await receiver.StartAsync();
        return receiver;
    }
}
