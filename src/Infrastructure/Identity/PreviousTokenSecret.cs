using System.Globalization;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A token secret that issues nothing any more, and since when; among the settings <c>SECRET@INSTANT</c>.</summary>
/// <param name="Secret">As it was set.</param>
/// <param name="ReplacedAt">UTC; what it issued counts for as long as a session may last from then on.</param>
internal sealed record PreviousTokenSecret(string Secret, DateTimeOffset ReplacedAt)
{
    /// <summary>Null when it is none.</summary>
    public static PreviousTokenSecret? Parse(string text) =>
        text.Split('@') is [var secret, var at]
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var replacedAt)
            ? new PreviousTokenSecret(secret, replacedAt)
            : null;
}
