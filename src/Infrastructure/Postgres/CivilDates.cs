using NodaTime;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Civil dates in IANA time zones, from the tz database that NodaTime carries, so that no machine setting matters.</summary>
internal static class CivilDates
{
    public static bool IsKnownZone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    public static DateOnly Today(string zone, Instant now) => now.InZone(DateTimeZoneProviders.Tzdb[zone]).Date.ToDateOnly();
}
