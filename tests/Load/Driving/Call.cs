using System.Globalization;
using System.Text;

namespace Rupaya.Load.Driving;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Bytes">HTTP/1.1, keep-alive.</param>
/// <param name="Expected">The status that is no error.</param>
/// <param name="Tag">What the source of the calls wants to know again when it is answered.</param>
internal readonly record struct Call(byte[] Bytes, int Expected, object? Tag = null)
{
    /// <summary>True when 304 is as right as what is expected.</summary>
    public bool OrUnchanged { get; init; }

    public bool IsAnsweredBy(int status) => status == Expected || (OrUnchanged && status == 304);

    /// <summary>Puts a request together.</summary>
    /// <param name="method">GET, POST …</param>
    /// <param name="path">With its query.</param>
    /// <param name="token">The bearer; null for none.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="headers">Whole lines without their end.</param>
    public static byte[] Request(string method, string path, string? token = null, string? body = null, params ReadOnlySpan<string> headers)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (token is not null)
        {
            text.Append("Authorization: Bearer ").Append(token).Append("\r\n");
        }
        foreach (var header in headers)
        {
            text.Append(header).Append("\r\n");
        }
        if (body is not null)
        {
            var length = Encoding.UTF8.GetByteCount(body);
            if (!text.ToString().Contains("\r\nContent-Type: ", StringComparison.Ordinal))
            {
                text.Append("Content-Type: application/json\r\n");
            }
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(body).ToString());
    }

    public static Call Get(string path, string? token, params ReadOnlySpan<string> headers) =>
        new(Request("GET", path, token, null, headers), 200);
}

/// <summary>What came back. Valid until the connection is used again.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="head">Status line and headers.</param>
/// <param name="body">As it came: of a chunked answer with the chunks' sizes.</param>
internal readonly ref struct Reply(int status, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    public int Status { get; } = status;
    public ReadOnlySpan<byte> Head { get; } = head;
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>A header's value; empty when it is not there.</summary>
    /// <param name="name">As the server writes it.</param>
    public string Header(string name)
    {
        var start = Head.IndexOf(Encoding.ASCII.GetBytes($"\r\n{name}: "));
        if (start < 0)
        {
            return "";
        }
        var rest = Head[(start + name.Length + 4)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf("\r\n"u8)]);
    }
}

/// <summary>Where calls come from. Asked and told on one thread.</summary>
internal interface ICalls
{
    /// <param name="user">Whose turn it is, from 0.</param>
    Call Next(int user);

    /// <summary>Told what came back, before the next call of anybody.</summary>
    void Answered(Call call, Reply reply) { }
}
