using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rupaya.Load.Driving;

/// <summary>One keep-alive connection of HTTP/1.1, used by one call at a time: no more of the protocol than a generator needs.</summary>
internal sealed class Connection(IPEndPoint target) : IDisposable
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;
    private Socket? _socket;

    /// <summary>For <see cref="Socket.Select(System.Collections.IList?, System.Collections.IList?, System.Collections.IList?, int)"/>.</summary>
    public Socket Socket => _socket ??= Connect();

    /// <summary>When the call that is under way should have begun, and what it was; null when none is.</summary>
    public (long Intended, Call Call)? UnderWay { get; private set; }

    public void Send(Call call, long intended)
    {
        // Nothing is to be read before a call: what can be is the end of a connection that the server has closed meanwhile.
        if (_socket?.Poll(0, SelectMode.SelectRead) == true)
        {
            Break();
        }
        _filled = 0;
        UnderWay = (intended, call);
        for (var sent = 0; sent < call.Bytes.Length; )
        {
            sent += Socket.Send(call.Bytes.AsSpan(sent));
        }
    }

    /// <summary>Takes what has arrived. True when the answer is complete: <see cref="Take"/> has it.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public bool Receive()
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var received = Socket.Receive(_buffer.AsSpan(_filled));
        if (received == 0)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
        _filled += received;
        return Parse(out _, out _);
    }

    /// <summary>The answer; the connection is free again.</summary>
    public Reply Take()
    {
        Parse(out var head, out var status);
        UnderWay = null;
        return new Reply(status, _buffer.AsSpan(0, head), _buffer.AsSpan(head, _filled - head));
    }

    /// <summary>Gives the call up; the next one gets a new connection.</summary>
    public void Break()
    {
        UnderWay = null;
        _socket?.Dispose();
        _socket = null;
    }

    public void Dispose() => _socket?.Dispose();

    private Socket Connect()
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(target);
        return socket;
    }

    private bool Parse(out int head, out int status)
    {
        var data = _buffer.AsSpan(0, _filled);
        status = 0;
        head = data.IndexOf("\r\n\r\n"u8) + 4;
        if (head < 4)
        {
            return false;
        }
        status = int.Parse(data.Slice(9, 3));
        var headers = data[..head];
        var body = data[head..];
        if (Number(headers, "\r\nContent-Length: "u8) is { } length)
        {
            return body.Length >= length;
        }
        return headers.IndexOf("\r\nTransfer-Encoding: chunked"u8) < 0 || body.EndsWith("0\r\n\r\n"u8);
    }

    private static long? Number(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name)
    {
        var start = headers.IndexOf(name);
        if (start < 0)
        {
            return null;
        }
        var value = headers[(start + name.Length)..];
        return long.Parse(value[..value.IndexOf("\r\n"u8)]);
    }
}
