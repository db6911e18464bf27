using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>haproxy before two places for an API. It is told through its runtime socket which of them gets requests; it is never reloaded.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private const string Backend = "api";
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _socket;

    private Balancer(Process process, string socket, Uri address)
    {
        (_process, _socket, Address) = (process, socket, address);
    }

    /// <summary>Where clients come.</summary>
    public Uri Address { get; }

    /// <param name="program">haproxy.</param>
    /// <param name="folder">For its configuration, its log and its socket.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="places">Ports of the two places by their names; the first gets the requests.</param>
    /// <param name="checks">Ports that are asked for <c>/health/ready</c> in their stead; empty for the places' own.</param>
    public static async Task<Balancer> StartAsync(
        string program,
        string folder,
        int port,
        IReadOnlyDictionary<string, int> places,
        IReadOnlyDictionary<string, int> checks
    )
    {
        var (file, socket) = (Path.Combine(folder, "haproxy.cfg"), Path.Combine(folder, "haproxy.sock"));
        await File.WriteAllTextAsync(file, Configuration(socket, port, places, checks));
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "exec \"$0\" -db -f \"$1\" >\"$2\" 2>&1", program, file, Path.Combine(folder, "haproxy.log")]
        )
        {
            UseShellExecute = false,
        };
        var balancer = new Balancer(Process.Start(start)!, socket, new Uri($"http://127.0.0.1:{port}"));
        for (var waited = Stopwatch.StartNew(); !File.Exists(socket); await Task.Delay(50))
        {
            if (balancer._process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException($"haproxy did not start; see {folder}/haproxy.log");
            }
        }
        return balancer;
    }

    /// <summary>From now on a place gets new requests: it may, and its check has found it ready.</summary>
    public async Task OpenAsync(string place)
    {
        await AskAsync($"set server {Backend}/{place} state ready");
        for (var waited = Stopwatch.StartNew(); !await IsUpAsync(place); await Task.Delay(50))
        {
            if (waited.Elapsed > OpenLimit)
            {
                throw new InvalidOperationException($"the balancer did not find {place} ready within {OpenLimit.TotalSeconds} s");
            }
        }
    }

    /// <summary>From now on it gets no new ones; what is under way ends.</summary>
    public Task DrainAsync(string place) => AskAsync($"set server {Backend}/{place} state drain");

    /// <summary>Requests of a place that are under way.</summary>
    public async Task<int> SessionsAsync(string place) => int.Parse(await StatAsync(place, "scur"), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        File.Delete(_socket);
    }

    private static string Configuration(
        string socket,
        int port,
        IReadOnlyDictionary<string, int> places,
        IReadOnlyDictionary<string, int> checks
    )
    {
        // Kestrel keeps an idle connection for 130 s: the balancer gives it up first, so that no request meets one that is just being closed.
        var text = new StringBuilder(
            $$"""
            global
              stats socket {{socket}} mode 600 level admin
              maxconn 2000
            defaults
              mode http
              timeout connect 5s
              timeout check 5s
              timeout client 60s
              timeout server 60s
              timeout http-keep-alive 60s
            frontend clients
              bind 127.0.0.1:{{port}}
              default_backend {{Backend}}
            backend {{Backend}}
              option httpchk GET /health/ready
              http-reuse safe

            """
        );
        var rest = "";
        foreach (var (name, at) in places)
        {
            var asked = checks.TryGetValue(name, out var check) ? $" port {check}" : "";
            text.Append(CultureInfo.InvariantCulture, $"  server {name} 127.0.0.1:{at} check{asked} inter 500ms fall 3 rise 1{rest}\n");
            rest = " disabled";
        }
        return text.ToString();
    }

    // A place that was just let in is taken for sound until its first check.
    private async Task<bool> IsUpAsync(string place) =>
        await StatAsync(place, "status") == "UP" && await StatAsync(place, "check_status") == "L7OK";

    /// <summary>One column of the statistics of a place.</summary>
    private async Task<string> StatAsync(string place, string column)
    {
        var lines = (await AskAsync("show stat"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.TrimStart('#', ' ').Split(','))
            .ToList();
        var index = Array.IndexOf(lines[0], column);
        return lines.First(l => l[0] == Backend && l[1] == place)[index];
    }

    private async Task<string> AskAsync(string command)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
