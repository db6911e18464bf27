using System.Text.Json;

namespace Rupaya.Infrastructure.Identity.Audit;

/// <summary>A row of the audit log as the log stream told of it when it was committed.</summary>
/// <param name="SubjectId">The user it is about.</param>
/// <param name="N">Its number in the subject's chain.</param>
/// <param name="Hash">Its hash, in hexadecimal digits.</param>
/// <param name="At">UTC.</param>
/// <param name="Event">Stable name, such as <c>account.banned</c>.</param>
/// <param name="ActorId">Who did it.</param>
/// <param name="Data">JSON of ids and facts; null in lines of releases that did not write it.</param>
public sealed record LoggedEvent(Guid SubjectId, long N, string Hash, DateTimeOffset At, string Event, Guid ActorId, string? Data)
{
    /// <summary>Reads log files, one object a line, of this release and of those before 0.2; other lines are passed over.</summary>
    public static IEnumerable<LoggedEvent> Read(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(l => l.Contains("\"Audit ", StringComparison.Ordinal) && l.StartsWith('{')))
        {
            LoggedEvent? logged = null;
            try
            {
                using var json = JsonDocument.Parse(line);
                logged = Of(json.RootElement);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
            {
                // A line that was cut when the process died.
            }
            if (logged is not null)
            {
                yield return logged;
            }
        }
    }

    /// <summary>A fact of <see cref="Data"/>; null where it is not told.</summary>
    internal string? Fact(string name)
    {
        if (Data is null)
        {
            return null;
        }
        using var json = JsonDocument.Parse(Data);
        return json.RootElement.TryGetProperty(name, out var fact) ? fact.ToString() : null;
    }

    private static LoggedEvent? Of(JsonElement line)
    {
        if (line.TryGetProperty("event", out var name))
        {
            return name.GetString() == AuditTrail.EventName ? Of(line.GetProperty("context"), JsonNamingPolicy.CamelCase) : null;
        }
        var state = line.GetProperty("State");
        return state.GetProperty("{OriginalFormat}").GetString() == AuditTrail.Template ? Of(state, policy: null) : null;
    }

    private static LoggedEvent Of(JsonElement facts, JsonNamingPolicy? policy)
    {
        JsonElement Fact(string name) => facts.GetProperty(policy?.ConvertName(name) ?? name);
        return new LoggedEvent(
            Fact("SubjectId").GetGuid(),
            Fact("N").GetInt64(),
            Fact("Hash").GetString()!,
            Fact("At").GetDateTimeOffset(),
            Fact("Event").GetString()!,
            Fact("ActorId").GetGuid(),
            facts.TryGetProperty("data", out var data) ? data.GetString() : null
        );
    }
}
