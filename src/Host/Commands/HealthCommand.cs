using Microsoft.AspNetCore.Http;

namespace Rupaya.Host.Commands;

/// <summary>
/// Asks a process whether it is ready: <c>health [URL]</c>, by default the one that listens with this environment's settings. A container asks it
/// every few seconds, so no host is built.
/// </summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string? url)
    {
        var address = new Uri(url is null ? Own(Environment()) : Parse(url), "/health/ready");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Limit };
        try
        {
            using var answer = await http.GetAsync(address);
            var report = await answer.Content.ReadAsStringAsync();
            await (answer.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(report);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            var reason = e is TaskCanceledException ? $"within {Limit.TotalSeconds} s" : $"({e.Message})";
            await Console.Error.WriteLineAsync($"rupaya: {address} does not answer {reason}");
            return 1;
        }
    }

    /// <summary>Where a process with these settings listens: the settings that the web server itself reads, and its default.</summary>
    internal static Uri Own(IConfiguration settings)
    {
        if (settings["urls"]?.Split(';') is [{ Length: > 0 } first, ..])
        {
            var bound = BindingAddress.Parse(first);
            return new UriBuilder(bound.Scheme, IsAny(bound.Host) ? "127.0.0.1" : bound.Host, bound.Port).Uri;
        }
        return settings["http_ports"]?.Split(';') is [{ Length: > 0 } port, ..]
            ? Parse($"http://127.0.0.1:{port}")
            : new Uri("http://127.0.0.1:5000");
    }

    private static IConfiguration Environment() =>
        new ConfigurationBuilder().AddEnvironmentVariables().AddEnvironmentVariables("ASPNETCORE_").Build();

    private static bool IsAny(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";

    private static Uri Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException($"{url} is no http or https address.");
}
