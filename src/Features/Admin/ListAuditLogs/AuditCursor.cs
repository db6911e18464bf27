using System.Globalization;

namespace Rupaya.Features.Admin.ListAuditLogs;

/// <summary>Where a page of the audit log ended: microseconds since 1970, subject and number.</summary>
internal sealed record AuditCursor(DateTimeOffset At, Guid SubjectId, long N)
{
    public static AuditCursor? Parse(string text)
    {
        var parts = text.Split('_');
        return
            parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
            && micros < 253_402_300_800_000_000
            && Guid.TryParseExact(parts[1], "N", out var subject)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new AuditCursor(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), subject, n)
            : null;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}_{SubjectId:N}_{N}"
        );
}
