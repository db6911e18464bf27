using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rupaya.Chaos;

/// <summary>A real process of the product that is started again whenever it ends, as a supervisor in production does.</summary>
internal sealed class Managed(string name, string role, ServerProcesses servers, IReadOnlyDictionary<string, string?> settings)
    : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _log = servers.Log($"{name}-chaos.log");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private Process? _process;
    private volatile bool _over;
    private Task _supervising = Task.CompletedTask;

    public string Name => name;

    public Uri Address { get; } = new($"http://127.0.0.1:{Loopback.FreePort()}");

    /// <summary>How often it was killed, by itself or by the harness.</summary>
    public int Deaths { get; private set; }

    /// <summary>Ends that nobody asked for and that are no kill.</summary>
    public ConcurrentQueue<string> Crashes { get; } = new();

    /// <summary>Where it dies on its own from the next start on; null for nowhere.</summary>
    public string? Failpoint { get; set; }

    public int Pid => _process!.Id;

    public async Task StartAsync()
    {
        Launch();
        _supervising = SuperviseAsync();
        await ReadyAsync();
    }

    public async Task ReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            if (await Executable.IsReadyAsync(_http, Address))
            {
                return;
            }
            if (waited.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"{name} did not become ready; see {_log}");
            }
        }
    }

    public void Kill() => Signals.Send(Pid, Signals.Kill);

    /// <summary>SIGTERM, and back; returns how long it took to stop.</summary>
    public async Task<TimeSpan> RestartAsync()
    {
        var (old, watch) = (Pid, Stopwatch.StartNew());
        Signals.Send(old, Signals.Term);
        while (Signals.Lives(old) && watch.Elapsed < StartLimit)
        {
            await Task.Delay(20);
        }
        var took = watch.Elapsed;
        await ReadyAsync();
        return took;
    }

    public async ValueTask DisposeAsync()
    {
        _over = true;
        if (_process is { HasExited: false })
        {
            Signals.Send(Pid, Signals.Term);
            using var limit = new CancellationTokenSource(StartLimit);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _process.Kill();
        }
        await _supervising;
        _http.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (!_over)
        {
            await _process!.WaitForExitAsync();
            if (!_over)
            {
                Count(_process.ExitCode);
                var old = _process;
                Launch();
                old.Dispose();
            }
        }
    }

    private void Count(int code)
    {
        if (code is 0 or 128 + Signals.Term)
        {
            return;
        }
        if (code == 128 + Signals.Kill)
        {
            Deaths++;
            return;
        }
        Crashes.Enqueue($"{name} ended by itself with {code}");
    }

    private void Launch()
    {
        // Through a shell, so that the log is the process's own file and no pipe of ours.
        const string Script = "exec dotnet \"$0\" \"$1\" \"$2\" >>\"$3\" 2>&1 </dev/null";
        string[] arguments = ["-c", Script, Executable.File, role, $"--urls={Address}", _log];
        var start = new ProcessStartInfo("/bin/sh", arguments) { UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        Executable.Set(start, settings);
        start.Environment["RUPAYA_FAILPOINT"] = Failpoint;
        _process = Process.Start(start)!;
        servers.Record($"chaos-{name}", _process.Id);
    }
}
