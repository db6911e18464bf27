using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Rupaya.Infrastructure.Platform.Logs;

/// <summary>Keeps out of the log what people wrote and what opens doors, wherever a library put it into a message.</summary>
internal static partial class Scrubbing
{
    private const string Cut = "…";

    /// <summary>Without mail addresses and tokens.</summary>
    public static string Of(string text) =>
        text.Contains('@', StringComparison.Ordinal) || text.Contains("eyJ", StringComparison.Ordinal)
            ? Private().Replace(text, Cut)
            : text;

    /// <summary>
    /// What was thrown, its causes and where. What stands in quotes in a message is cut, for it may be what somebody sent; PostgreSQL quotes names of
    /// tables only.
    /// </summary>
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var message = e is PostgresException postgres
                ? $"{postgres.SqlState} {postgres.MessageText}"
                : Quoted().Replace(e.Message, $"'{Cut}'");
            text.Append(text.Length == 0 ? "" : "\ncaused by ").Append(e.GetType().FullName).Append(": ").Append(message);
            text.Append('\n').Append(e.StackTrace);
        }
        return Of(text.ToString());
    }

    [GeneratedRegex("[^\\s<>\"'(),:;=]+@[^\\s<>\"'(),:;=]+|eyJ[\\w-]+\\.[\\w-]+(\\.[\\w-]*)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Private();

    [GeneratedRegex("'[^'\\n]*'|\"[^\"\\n]*\"", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
