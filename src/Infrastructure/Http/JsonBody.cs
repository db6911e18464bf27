using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Http;

/// <summary>The bytes of a JSON body, read once and kept: what is checked, fingerprinted and bound is the same.</summary>
/// <param name="Bytes">As they were sent.</param>
internal sealed record JsonBody(ReadOnlyMemory<byte> Bytes)
{
    private const int Usual = 1024;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The JSON itself: without the byte order mark that some clients send.</summary>
    public ReadOnlyMemory<byte> Text => Bytes.Span.StartsWith(Mark) ? Bytes[Mark.Length..] : Bytes;

    /// <summary>The body of a request that says it is JSON; null for another.</summary>
    /// <exception cref="BadHttpRequestException">413: it is larger than the address takes.</exception>
    public static async ValueTask<JsonBody?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<JsonBody>() is { } read)
        {
            return read;
        }
        if (!context.Request.HasJsonContentType())
        {
            return null;
        }
        var buffer = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? Usual, Usual * Usual));
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = new JsonBody(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        context.Features.Set(body);
        return body;
    }
}
