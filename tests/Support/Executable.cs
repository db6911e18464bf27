using System.Diagnostics;

namespace Rupaya.Support;

/// <summary>The product's executable, which is built beside the tests.</summary>
public static class Executable
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "rupaya.dll");

    /// <summary>Puts settings into a process's environment.</summary>
    public static void Set(ProcessStartInfo start, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
    }

    /// <summary>Whether a process says that it is ready to serve; false as well when it says nothing.</summary>
    public static async Task<bool> IsReadyAsync(HttpClient http, Uri address)
    {
        try
        {
            using var reply = await http.GetAsync(new Uri(address, "/health/ready"));
            return reply.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
