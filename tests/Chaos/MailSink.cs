using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Rupaya.Chaos;

/// <summary>An SMTP server (RFC 5321, the commands a client needs) that takes everything and counts it by Message-ID.</summary>
internal sealed class MailSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public MailSink()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often each id came.</summary>
    public ConcurrentDictionary<string, int> Mails { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of confirmations of one income or expense.</summary>
    public ConcurrentDictionary<string, bool> Singles { get; } = new(StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 ready");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync("354 go on");
                    var (id, single) = await ReadAsync(reader);
                    if (id is null)
                    {
                        return;
                    }
                    if (single)
                    {
                        Singles[id] = true;
                    }
                    Mails.AddOrUpdate(id, 1, static (_, n) => n + 1);
                }
                await writer.WriteLineAsync(line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye" : "250 ok");
            }
        }
        catch (IOException)
        {
            // The client was killed.
        }
    }

    /// <summary>The Message-ID of a mail that came to its end; null when it broke off.</summary>
    private static async Task<(string? Id, bool Single)> ReadAsync(StreamReader reader)
    {
        var (id, single) = ("", false);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == ".")
            {
                return (id, single);
            }
            single =
                single
                || line.StartsWith("Subject: Income of", StringComparison.Ordinal)
                || line.StartsWith("Subject: Expense of", StringComparison.Ordinal);
            if (id.Length == 0 && line.StartsWith("Message-ID: <", StringComparison.OrdinalIgnoreCase))
            {
                id = line[13..].Split('@')[0];
            }
        }
        return (null, false);
    }
}
