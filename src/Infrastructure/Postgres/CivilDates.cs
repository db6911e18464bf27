using NodaTime;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Civil dates in IANA time zones, from the tz database that NodaTime carries, so that no machine setting matters.</summary>
public static class CivilDates
{
    internal static bool IsKnownZone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    /// <summary>The civil day in a zone.</summary>
    /// <param name="zone">An IANA name.</param>
    /// <param name="now">The instant.</param>
    public static DateOnly Today(string zone, Instant now) => now.InZone(DateTimeZoneProviders.Tzdb[zone]).Date.ToDateOnly();
}
