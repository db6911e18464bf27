using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Http.Binding;

namespace Rupaya.Infrastructure.Http;

/// <summary>Where a page ended: what the last row is ordered by, and its id.</summary>
/// <param name="Key">As the list itself wrote it.</param>
/// <param name="Id">Of the last row.</param>
public readonly record struct Position(string Key, Guid Id);

/// <summary>
/// The list that a cursor belongs to: its address, its filters and its order. A cursor of another one would skip rows or show them twice without
/// anybody noticing, so it is refused. How long a page is and which fields it shows may change on the way.
/// </summary>
public sealed class CursorScope
{
    private const byte Mark = 0xC5;
    private const int MarkLength = 8;
    private const int IdLength = 16;
    private const int MaxLength = 4000;

    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { "cursor", "fields", "limit", "offset" };

    private readonly byte[] _mark;

    internal CursorScope(string list)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(list));
        Name = Convert.ToHexStringLower(hash);
        _mark = hash[..MarkLength];
        _mark[0] = Mark;
    }

    /// <summary>The same for the same list, and for no other.</summary>
    internal string Name { get; }

    internal static CursorScope Of(HttpContext context)
    {
        var shape = RequestShape.Of(context.GetEndpoint()!)!;
        var filters = context
            .Request.Query.Where(q => shape.Query.Contains(q.Key) && !Free.Contains(q.Key))
            .Select(q => $"{q.Key.ToUpperInvariant()}={q.Value}")
            .Order(StringComparer.Ordinal);
        var book = context.Request.Headers["X-Book-Id"];
        return new CursorScope($"{context.Request.Path.Value!.ToUpperInvariant()}\n{book}\n{string.Join('\n', filters)}");
    }

    /// <summary>The cursor after a row.</summary>
    public string After(Position last)
    {
        var key = Encoding.UTF8.GetBytes(last.Key);
        var bytes = new byte[MarkLength + IdLength + key.Length];
        _mark.CopyTo(bytes, 0);
        last.Id.TryWriteBytes(bytes.AsSpan(MarkLength));
        key.CopyTo(bytes, MarkLength + IdLength);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Where a cursor says that the page before ended; null for no cursor.</summary>
    /// <returns>400 <c>invalid_cursor</c> for what is none of ours, <c>cursor_mismatch</c> for that of another list.</returns>
    public Result<Position?> Read(string? cursor)
    {
        if (cursor is null)
        {
            return (Position?)null;
        }
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            return Invalid;
        }
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < MarkLength + IdLength || bytes[0] != Mark)
        {
            return Invalid;
        }
        return bytes.AsSpan(0, MarkLength).SequenceEqual(_mark)
            ? new Position(Encoding.UTF8.GetString(bytes.AsSpan(MarkLength + IdLength)), new Guid(bytes.AsSpan(MarkLength, IdLength)))
            : Problems.CursorMismatch.About("cursor");
    }

    /// <summary>What a list says of a cursor whose position it cannot read.</summary>
    public static Error Invalid { get; } = Problems.InvalidCursor.About("cursor");
}
