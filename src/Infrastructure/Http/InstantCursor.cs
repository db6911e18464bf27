using System.Globalization;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http;

/// <summary>Where a page ended in a list ordered by (instant desc, id desc): microseconds since 1970, and the id.</summary>
/// <param name="At">The instant of the last row, UTC.</param>
/// <param name="Id">The id of the last row.</param>
public sealed record InstantCursor(DateTimeOffset At, Guid Id)
{
    private const long Last = 253_402_300_800_000_000;

    /// <summary>The cursor; null for none; 400 <c>invalid_cursor</c> for one that is not ours.</summary>
    public static Result<InstantCursor?> Parse(string? text)
    {
        if (text is null)
        {
            return (InstantCursor?)null;
        }
        return
            text.Split('_') is [var instant, var name]
            && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
            && micros < Last
            && Guid.TryParseExact(name, "N", out var id)
            ? new InstantCursor(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), id)
            : Problems.InvalidCursor.About("cursor");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}_{Id:N}");
}
