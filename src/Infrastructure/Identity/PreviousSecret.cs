using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// A secret that another replaces, and when; among the settings <c>SECRET@INSTANT</c>. With an instant that is still to come it goes on being
/// used until then: by then every process knows its successor.
/// </summary>
/// <param name="Secret">As it was set.</param>
/// <param name="ReplacedAt">UTC.</param>
public sealed record PreviousSecret(string Secret, DateTimeOffset ReplacedAt)
{
    /// <summary>Those of a list of settings, each of which may hold several, separated by commas.</summary>
    /// <param name="settings">The settings.</param>
    public static string[] Split(IEnumerable<string> settings) =>
        [.. settings.SelectMany(s => s.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>Days that what a token secret issued counts after it was replaced: as long as any session may last.</summary>
    /// <param name="configuration">The settings.</param>
    public static int GraceDays(IConfiguration configuration) =>
        configuration.GetValue("Security:SessionDays", new SecurityOptions().SessionDays);

    /// <summary>Null when it is none.</summary>
    /// <param name="text">Such as <c>SECRET@2026-11-26T10:00:00Z</c>.</param>
    public static PreviousSecret? Parse(string text) =>
        text.Split('@') is [var secret, var at]
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var replacedAt)
            ? new PreviousSecret(secret, replacedAt)
            : null;

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Secret}@{ReplacedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
}
