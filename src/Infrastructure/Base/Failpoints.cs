using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Rupaya.Infrastructure.Base;

/// <summary>
/// Places where a test lets the process die: <c>RUPAYA_FAILPOINT=name:kill:probability</c>, several separated by commas. Windows that a random
/// kill hits once in a thousand times become certain. Without the variable a place costs one comparison.
/// </summary>
public static class Failpoints
{
    /// <summary>A write is committed, the client does not know.</summary>
    internal const string AfterCommitBeforeResponse = "after_commit_before_response";

    /// <summary>A write to a user and what is theirs is committed, the client does not know.</summary>
    internal const string AfterUserCommitBeforeResponse = "after_user_commit_before_response";

    /// <summary>The transport has the messages, the outbox still holds them: they are sent again.</summary>
    internal const string AfterConfirmBeforeDelete = "after_confirm_before_delete";

    /// <summary>An effect is done, its message is not acknowledged: it runs again.</summary>
    internal const string AfterEffectBeforeAck = "after_effect_before_ack";

    /// <summary>A webhook's receiver has the request, the attempt is not recorded: it is sent again.</summary>
    public const string AfterWebhookBeforeRecord = "after_webhook_before_record";

    private const string Variable = "RUPAYA_FAILPOINT";
    private const int Dice = 1_000_000;

    private static readonly string[] Names =
    [
        AfterCommitBeforeResponse,
        AfterUserCommitBeforeResponse,
        AfterConfirmBeforeDelete,
        AfterEffectBeforeAck,
        AfterWebhookBeforeRecord,
    ];

    private static readonly IReadOnlyDictionary<string, double>? Set = Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Ends the process as SIGKILL does, when this place is set and the dice say so.</summary>
    public static async ValueTask HitAsync(string name)
    {
        if (Set is not null && Set.TryGetValue(name, out var probability) && RandomNumberGenerator.GetInt32(Dice) < probability * Dice)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            // The signal is on its way: nothing of this request may happen any more.
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Stops the start when the variable says something that is no place.</summary>
    public static void Check() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <exception cref="InvalidOperationException">The variable says something else.</exception>
    internal static IReadOnlyDictionary<string, double>? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? null : text.Split(',').Select(One).ToDictionary(StringComparer.Ordinal);

    private static (string Name, double Probability) One(string text) =>
        text.Split(':') is [var name, "kill", var share]
        && Names.Contains(name, StringComparer.Ordinal)
        && double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability)
        && probability is >= 0 and <= 1
            ? (name, probability)
            : throw new InvalidOperationException(
                $"{Variable} must be name:kill:<0 to 1> with a name of {string.Join(", ", Names)}, not {text}."
            );
}
