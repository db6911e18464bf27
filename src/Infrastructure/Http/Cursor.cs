using System.Buffers.Binary;
using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http;

/// <summary>Where a page ended in a list ordered by (date desc, id desc).</summary>
/// <param name="Date">The civil day of the last row.</param>
/// <param name="Id">The id of the last row.</param>
public sealed record Cursor(DateOnly Date, Guid Id)
{
    private const int Length = sizeof(int) + 16;

    /// <summary>The cursor; null for none; 400 <c>invalid_cursor</c> for one that is not ours.</summary>
    public static Result<Cursor?> Parse(string? text)
    {
        if (text is null)
        {
            return (Cursor?)null;
        }
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 64 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length)
        {
            return Problems.InvalidCursor.About("cursor");
        }
        var day = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return day < 0 || day > DateOnly.MaxValue.DayNumber
            ? Problems.InvalidCursor.About("cursor")
            : new Cursor(DateOnly.FromDayNumber(day), new Guid(bytes[sizeof(int)..]));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Date.DayNumber);
        Id.TryWriteBytes(bytes[sizeof(int)..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Announces the next page: the same query with this cursor.</summary>
    public static void AddLink(HttpContext context, string cursor)
    {
        var query = context
            .Request.Query.Where(q => q.Key is not "cursor" and not "offset")
            .ToDictionary(q => q.Key, q => (string?)q.Value.ToString());
        query["cursor"] = cursor;
        context.Response.Headers.Link = $"<{QueryHelpers.AddQueryString(context.Request.Path, query)}>; rel=\"next\"";
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">The cursor: where the next page starts; null after the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
