using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rupaya.Support;

namespace Rupaya.Load.Ratios;

/// <summary>What a collector is to a process that exports: takes everything.</summary>
internal static class Collector
{
    public static async Task RunAsync(string url)
    {
        var app = Loopback.App();
        app.Urls.Clear();
        app.Urls.Add(url);
        app.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentType = "application/x-protobuf";
        });
        await app.RunAsync();
    }
}
