using System.Diagnostics;
using System.Net.Http.Json;

namespace Rupaya.Load;

/// <summary>Closed-loop sign-ins with the right password, each client for users of its own, while another asks for health ten times a second.</summary>
internal static class SigninLoad
{
    private const string Password = "SecurePass123!";

    public static async Task MakeUsersAsync(Uri url, int count)
    {
        using var http = new HttpClient { BaseAddress = url };
        for (var i = 0; i < count; i++)
        {
            var email = $"load-{Guid.CreateVersion7():N}@rupaya.example";
            (await http.PostAsJsonAsync("/api/v1/auth/signup", Body(email))).EnsureSuccessStatusCode();
            Console.WriteLine(email);
        }
    }

    public static async Task RunAsync(Uri url, string usersFile, int clients, int seconds)
    {
        var users = await File.ReadAllLinesAsync(usersFile);
        using var http = new HttpClient { BaseAddress = url };
        // The generator's own first requests are slow while it is compiled: they are not counted.
        using (var warm = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
        {
            await Task.WhenAll(
                Enumerable.Range(0, clients).Select(c => ClientAsync(http, [.. users.Where((_, i) => i % clients == c)], warm.Token))
            );
        }
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var health = HealthAsync(http, stop.Token);
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(
            Enumerable.Range(0, clients).Select(c => ClientAsync(http, [.. users.Where((_, i) => i % clients == c)], stop.Token))
        );
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = times.SelectMany(t => t).Order().ToList();
        Console.WriteLine(
            $"{all.Count / elapsed:0.0}   {Percentile(all, 0.5):0}   {Percentile(all, 0.95):0}   {Percentile([.. (await health).Order()], 0.95):0.0}"
        );
    }

    private static async Task<List<double>> ClientAsync(HttpClient http, string[] users, CancellationToken stop)
    {
        var times = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            using var reply = await http.PostAsJsonAsync(
                "/api/v1/auth/signin",
                Body(users[times.Count % users.Length]),
                CancellationToken.None
            );
            reply.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return times;
    }

    private static async Task<List<double>> HealthAsync(HttpClient http, CancellationToken stop)
    {
        var times = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            (await http.GetAsync(new Uri("/health/live", UriKind.Relative), CancellationToken.None)).Dispose();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(100, CancellationToken.None);
        }
        return times;
    }

    private static object Body(string email) =>
        new
        {
            email,
            password = Password,
            deviceId = "load",
        };

    private static double Percentile(List<double> sorted, double p) => sorted[(int)((sorted.Count - 1) * p)];
}
