using System.Diagnostics;

namespace Rupaya.Integration.Fixtures;

/// <summary>A real process of the product, with its settings in the environment and its log in a file.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StreamWriter _log;
    private bool _disposed;

    private ProductProcess(Process process, Uri address, Uri metrics, string logFile)
    {
        _process = process;
        Address = address;
        Metrics = metrics;
        LogFile = logFile;
        _log = new StreamWriter(logFile) { AutoFlush = true };
    }

    public Uri Address { get; }

    /// <summary>Where it shows its metrics.</summary>
    public Uri Metrics { get; }

    public string LogFile { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Resident memory, in MiB.</summary>
    public long MemoryMib
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024 / 1024;
        }
    }

    /// <summary>Starts a process; anew where somebody else took its port meanwhile.</summary>
    public static async Task<ProductProcess> StartAsync(string role, IReadOnlyDictionary<string, string?> settings)
    {
        const int Tries = 3;
        for (var i = 1; ; i++)
        {
            var started = Launch(role, settings);
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
            try
            {
                await Wait.UntilAsync(() => started.IsReadyAsync(http), seconds: 60);
                return started;
            }
            catch (ShouldAssertException)
                when (i < Tries && started.Log().Any(l => l.Contains("ddress already in use", StringComparison.Ordinal)))
            {
                await started.DisposeAsync();
            }
        }
    }

    private static ProductProcess Launch(string role, IReadOnlyDictionary<string, string?> settings)
    {
        var address = new Uri($"http://127.0.0.1:{Loopback.FreePort()}");
        var metrics = new Uri($"http://127.0.0.1:{Loopback.FreePort()}");
        var process = Process.Start(Start([role, $"--urls={address}", $"--Web:MetricsPort={metrics.Port}"], settings))!;
        var started = new ProductProcess(
            process,
            address,
            metrics,
            Path.Combine(Path.GetTempPath(), $"rupaya-{role}-{Guid.CreateVersion7():N}.log")
        );
        process.OutputDataReceived += (_, line) => started.Write(line.Data);
        process.ErrorDataReceived += (_, line) => started.Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>What a scrape shows.</summary>
    public async Task<string> MetricsAsync()
    {
        using var http = new HttpClient { BaseAddress = Metrics };
        return await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
    }

    /// <summary>Runs a command of the executable to its end.</summary>
    public static Task<(int Code, string Output)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string?> settings) =>
        Programs.RunAsync(Start(arguments, settings));

    public string[] Log()
    {
        using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n');
    }

    /// <summary>Stops the process where it stands (<c>STOP</c>), or lets it go on (<c>CONT</c>).</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        lock (_log)
        {
            _log.Dispose();
        }
        File.Delete(LogFile);
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        _process.HasExited.ShouldBeFalse(string.Join('\n', Log()));
        return await Executable.IsReadyAsync(http, Address);
    }

    private void Write(string? line)
    {
        lock (_log)
        {
            if (line is not null && _log.BaseStream is { CanWrite: true })
            {
                _log.WriteLine(line);
            }
        }
    }

    private static ProcessStartInfo Start(string[] arguments, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Executable.File, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        Executable.Set(start, settings);
        return start;
    }
}
