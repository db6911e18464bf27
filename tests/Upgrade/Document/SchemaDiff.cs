using System.Text.Json.Nodes;

namespace Rupaya.Upgrade.Document;

/// <summary>Holds a schema against an older one: of what is sent it must take as much, of what is answered it must promise as much.</summary>
/// <param name="older">The document of the older one.</param>
/// <param name="newer">The document of the newer one.</param>
/// <param name="isAnswer">True for what is answered.</param>
/// <param name="say">Told of each difference: whether it breaks, of what, and what it is.</param>
internal sealed class SchemaDiff(JsonObject older, JsonObject newer, bool isAnswer, Action<bool, string, string> say)
{
    private static readonly string[] Lower = ["minimum", "exclusiveMinimum", "minLength", "minItems"];
    private static readonly string[] Upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"];

    private readonly HashSet<(string, string)> _seen = [];

    /// <summary>The part that is referred to, or the part itself.</summary>
    public static JsonObject Resolve(JsonObject document, JsonNode part)
    {
        if ((string?)part["$ref"] is not { } reference)
        {
            return part.AsObject();
        }
        JsonNode target = document;
        foreach (var step in reference.TrimStart('#', '/').Split('/'))
        {
            target = target[step]!;
        }
        return Resolve(document, target);
    }

    /// <param name="path">Of the member; empty for the whole.</param>
    /// <param name="before">In the older document.</param>
    /// <param name="after">In the newer document.</param>
    public void Compare(string path, JsonNode? before, JsonNode? after)
    {
        if (before is null || after is null || !_seen.Add(($"{path} {before["$ref"]}", $"{after["$ref"]}")) || path.Length > 200)
        {
            return;
        }
        var (was, now) = (Resolve(older, before), Resolve(newer, after));
        CompareTypes(path, was, now);
        CompareValues(path, was, now);
        CompareMembers(path, was, now);
        Compare($"{path}[]", was["items"], now["items"]);
        Compare($"{path}{{}}", was["additionalProperties"] as JsonObject, now["additionalProperties"] as JsonObject);
        foreach (var kind in new[] { "oneOf", "anyOf", "allOf" })
        {
            var (some, others) = (was[kind] as JsonArray ?? [], now[kind] as JsonArray ?? []);
            for (var i = 0; i < Math.Min(some.Count, others.Count); i++)
            {
                Compare(path, some[i], others[i]);
            }
        }
    }

    private void CompareTypes(string path, JsonObject was, JsonObject now)
    {
        var (before, after) = (Types(was), Types(now));
        if (before.Count == 0 || after.Count == 0)
        {
            return;
        }
        // What is sent must still be taken; what is answered must be nothing that was not answered before.
        var (whole, part) = isAnswer ? (before, after) : (after, before);
        if (!part.IsSubsetOf(whole))
        {
            say(true, path, $"the type was {string.Join(" or ", before)} and is {string.Join(" or ", after)}");
        }
        // A request without a form takes any, and an answer with one promises more.
        if ((string?)was["format"] != (string?)now["format"] && (isAnswer ? was : now)["format"] is not null && !IsFile(path, was, now))
        {
            say(true, path, $"the format was {was["format"] ?? "none"} and is {now["format"] ?? "none"}");
        }
    }

    /// <summary>A whole answer that was described as base64 is a file, and was never sent so: only its description is mended.</summary>
    private bool IsFile(string path, JsonObject was, JsonObject now) =>
        isAnswer && path.Length == 0 && (string?)was["format"] == "byte" && (string?)now["format"] == "binary";

    private void CompareValues(string path, JsonObject was, JsonObject now)
    {
        var (before, after) = (Values(was), Values(now));
        if (isAnswer)
        {
            return;
        }
        foreach (var value in before.Except(after).Where(_ => after.Count > 0))
        {
            say(true, path, $"the value {value} is not taken any more");
        }
        if (before.Count == 0 && after.Count > 0)
        {
            say(true, path, "only some values are taken");
        }
        foreach (var value in after.Except(before).Where(_ => before.Count > 0))
        {
            say(false, path, $"the value {value}");
        }
        foreach (var bound in Lower.Where(b => Number(now[b]) is { } limit && !(Number(was[b]) >= limit)))
        {
            say(true, path, $"{bound} is {now[bound]}");
        }
        foreach (var bound in Upper.Where(b => Number(now[b]) is { } limit && !(Number(was[b]) <= limit)))
        {
            say(true, path, $"{bound} is {now[bound]}");
        }
        if (now["pattern"] is { } pattern && (string?)was["pattern"] != (string?)pattern)
        {
            say(true, path, $"the pattern is {pattern}");
        }
    }

    private void CompareMembers(string path, JsonObject was, JsonObject now)
    {
        var (before, after) = (was["properties"] as JsonObject ?? [], now["properties"] as JsonObject ?? []);
        var (demanded, demands) = (Names(was["required"]), Names(now["required"]));
        foreach (var (name, member) in before)
        {
            if (after[name] is not { } kept)
            {
                say(true, Full(path, name), "the member is gone");
                continue;
            }
            if (isAnswer && demanded.Contains(name) && !demands.Contains(name))
            {
                say(true, Full(path, name), "the member may be missing");
            }
            if (!isAnswer && demands.Contains(name) && !demanded.Contains(name))
            {
                say(true, Full(path, name), "the member is demanded");
            }
            Compare(Full(path, name), member, kept);
        }
        foreach (var name in after.Select(a => a.Key).Where(name => !before.ContainsKey(name)))
        {
            var breaks = !isAnswer && demands.Contains(name);
            say(breaks, Full(path, name), breaks ? "a new member is demanded" : "a new member");
        }
    }

    private static string Full(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static HashSet<string> Types(JsonObject schema) =>
        schema["type"] is JsonArray several ? Names(several)
        : (string?)schema["type"] is { } one ? [one]
        : [];

    private static HashSet<string> Values(JsonObject schema) =>
        [.. (schema["enum"] as JsonArray ?? []).Select(v => v?.ToJsonString() ?? "null")];

    private static HashSet<string> Names(JsonNode? list) => [.. (list as JsonArray ?? []).Select(n => (string)n!)];

    private static decimal? Number(JsonNode? value) =>
        value is null
            ? null
            : decimal.Parse(value.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
}
