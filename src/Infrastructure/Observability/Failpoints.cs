using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Rupaya.Infrastructure.Observability;

/// <summary>
/// Places where a test lets the process die: <c>RUPAYA_FAILPOINT=name:kill:probability</c>. Windows that a random kill hits once in a
/// thousand times become certain. Without the variable a place costs one comparison.
/// </summary>
internal static class Failpoints
{
    public const string AfterCommitBeforeResponse = "after_commit_before_response";

    private const int Dice = 1_000_000;

    private static readonly (string Name, double Probability)? Set = Parse(Environment.GetEnvironmentVariable("RUPAYA_FAILPOINT"));

    /// <summary>Ends the process as SIGKILL does, when this place is set and the dice say so.</summary>
    public static async ValueTask HitAsync(string name)
    {
        if (Set is { } set && set.Name == name && RandomNumberGenerator.GetInt32(Dice) < set.Probability * Dice)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            // The signal is on its way: nothing of this request may happen any more.
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Stops the start when the variable says something that is no place.</summary>
    public static void Check() => Parse(Environment.GetEnvironmentVariable("RUPAYA_FAILPOINT"));

    /// <exception cref="InvalidOperationException">The variable says something else.</exception>
    internal static (string Name, double Probability)? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        return
            text.Split(':') is [AfterCommitBeforeResponse, "kill", var share]
            && double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability)
            && probability is >= 0 and <= 1
            ? (AfterCommitBeforeResponse, probability)
            : throw new InvalidOperationException($"RUPAYA_FAILPOINT must be {AfterCommitBeforeResponse}:kill:<0 to 1>, not {text}.");
    }
}
