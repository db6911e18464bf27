using System.Globalization;
using System.Text.Json;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Recovery;

namespace Rupaya.Host.Commands;

/// <summary>What stands on the command line of <c>restored</c>.</summary>
/// <param name="Order">What it says of the restore.</param>
/// <param name="Settings">What is left: settings of the product.</param>
internal sealed record RestoredOptions(RestoreOrder Order, string[] Settings)
{
    public static RestoredOptions Parse(string[] args)
    {
        DateTimeOffset? to = null;
        var (reason, keeps, reapplies) = ("not said", false, false);
        var (logged, erased, settings) = (new List<LoggedEvent>(), new List<Guid>(), new List<string>());
        var left = new Queue<string>(args);
        while (left.TryDequeue(out var arg))
        {
            switch (arg)
            {
                case "--to":
                    to = Moment(Value(arg));
                    break;
                case "--reason":
                    reason = Value(arg);
                    break;
                case "--erasures":
                    erased.AddRange(Erasures(Value(arg)));
                    break;
                case "--keep-sessions":
                    keeps = true;
                    break;
                case "--reapply":
                    reapplies = true;
                    break;
                case var setting when setting.StartsWith("--", StringComparison.Ordinal):
                    settings.Add(setting);
                    break;
                default:
                    logged.AddRange(LoggedEvent.Read(Lines(arg)));
                    break;
            }
        }
        var moment = to ?? throw new InvalidOperationException("restored needs --to TIME, the moment that the database was restored to.");
        var order = new RestoreOrder(moment, $"{Environment.UserName}@{Environment.MachineName}", reason, keeps, reapplies, logged, erased);
        return new RestoredOptions(order, [.. settings]);

        string Value(string option) =>
            left.TryDequeue(out var value) ? value : throw new InvalidOperationException($"{option} needs a value.");
    }

    /// <summary>A time without offset is UTC.</summary>
    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            // As PostgreSQL keeps it.
            ? moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime()
            : throw new InvalidOperationException($"{text} is no time, such as 2026-11-26T14:03:00Z.");

    private static IEnumerable<string> Lines(string file) =>
        File.Exists(file) ? File.ReadLines(file) : throw new InvalidOperationException($"there is no file {file}.");

    /// <summary>A user a line: an id, an object of the erasure list, or a line of the log stream.</summary>
    private static IEnumerable<Guid> Erasures(string file) =>
        Lines(file).Where(l => !string.IsNullOrWhiteSpace(l)).Select((line, i) => Erased(line.Trim()) ?? throw NoUser(file, i + 1));

    private static InvalidOperationException NoUser(string file, int line) => new($"{file}: line {line} names no user who was erased.");

    private static Guid? Erased(string line)
    {
        if (Guid.TryParse(line, out var id))
        {
            return id;
        }
        if (LoggedEvent.Read([line]).FirstOrDefault() is { } logged)
        {
            return logged.Event == "account.erased" ? logged.SubjectId : null;
        }
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("userId", out var user) && user.TryGetGuid(out id) ? id : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
