using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rupaya.Chaos;

namespace Rupaya.Upgrade.Releases;

/// <summary>A running process of a release, with its log in a file.</summary>
internal sealed class ReleaseProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly string _log;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private ReleaseProcess(BuiltRelease release, string role, Uri address, Process process, string log)
    {
        (Release, Role, Address, _process, _log) = (release, role, address, process, log);
    }

    public BuiltRelease Release { get; }

    public string Role { get; }

    public Uri Address { get; }

    /// <summary>Starts a process and waits until it says that it is ready.</summary>
    /// <param name="release">Whose.</param>
    /// <param name="role">What it does.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="logs">The folder for its log.</param>
    /// <param name="port">Where it listens; 0 for anywhere.</param>
    public static async Task<ReleaseProcess> StartAsync(
        BuiltRelease release,
        string role,
        IReadOnlyDictionary<string, string?> settings,
        string logs,
        int port = 0
    )
    {
        var address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}");
        var log = Path.Combine(logs, $"{release.Name.Replace(' ', '-')}-{role}.log");
        var start = release.Start(settings, role, $"--urls={address}", "--Web:MetricsPort=");
        // Through a shell, so that the log is the process's own file and no pipe of ours.
        start.ArgumentList.Insert(0, log);
        start.ArgumentList.Insert(0, "log=\"$0\"; exec dotnet \"$@\" >>\"$log\" 2>&1 </dev/null");
        start.ArgumentList.Insert(0, "-c");
        start.FileName = "/bin/sh";
        var process = new ReleaseProcess(release, role, address, Process.Start(start)!, log);
        await process.ReadyAsync();
        return process;
    }

    /// <summary>What <c>/health/ready</c> says: its status and its text.</summary>
    public async Task<(HttpStatusCode Status, string Text)> HealthAsync()
    {
        using var reply = await _http.GetAsync(new Uri(Address, "/health/ready"));
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    /// <summary>SIGTERM; returns how long it took to end.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, Signals.Term);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return Stopwatch.GetElapsedTime(begun);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        _http.Dispose();
    }

    private async Task ReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (_process.HasExited || waited.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"{Release.Name} did not become ready as {Role}; see {_log}");
            }
            try
            {
                if ((await HealthAsync()).Status == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
