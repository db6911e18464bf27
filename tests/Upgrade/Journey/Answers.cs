using System.Globalization;
using System.Text.Json;

namespace Rupaya.Upgrade.Journey;

/// <summary>Looks into answers.</summary>
internal static class Answers
{
    /// <summary>
    /// What is at a path: names and indexes, and <c>property:value</c>, which is the first of a list that has it, or the object itself if it has. Null
    /// where nothing is.
    /// </summary>
    public static JsonElement? Find(JsonElement answer, string path)
    {
        JsonElement? at = answer;
        foreach (var segment in path.Split('/'))
        {
            at = at is { } element ? Step(element, segment) : null;
        }
        return at;
    }

    /// <summary>What an answer says that another does not: names that are missing there and values that differ. What the other says besides is its own.</summary>
    public static IEnumerable<string> Missing(JsonElement said, JsonElement there, string at = "")
    {
        if (said.ValueKind != there.ValueKind)
        {
            return [$"{at}: {said} and {there}"];
        }
        return said.ValueKind switch
        {
            JsonValueKind.Object => said.EnumerateObject()
                .SelectMany(p =>
                    there.TryGetProperty(p.Name, out var other) ? Missing(p.Value, other, $"{at}/{p.Name}") : [$"{at}/{p.Name} is gone"]
                ),
            JsonValueKind.Array when said.GetArrayLength() != there.GetArrayLength() =>
            [
                $"{at}: {said.GetArrayLength()} and {there.GetArrayLength()} of them",
            ],
            JsonValueKind.Array => said.EnumerateArray()
                .Zip(there.EnumerateArray())
                .SelectMany((p, i) => Missing(p.First, p.Second, $"{at}/{i}")),
            _ => JsonElement.DeepEquals(said, there) ? [] : [$"{at}: {said} and {there}"],
        };
    }

    private static JsonElement? Step(JsonElement element, string segment)
    {
        if (segment.Split(':', 2) is [var property, var value])
        {
            return element.ValueKind == JsonValueKind.Array
                    ? element.EnumerateArray().Where(e => Has(e, property, value)).Select(e => (JsonElement?)e).FirstOrDefault()
                : Has(element, property, value) ? element
                : null;
        }
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = int.Parse(segment, CultureInfo.InvariantCulture);
            return index < element.GetArrayLength() ? element[index] : null;
        }
        return element.TryGetProperty(segment, out var found) ? found : null;
    }

    private static bool Has(JsonElement element, string property, string value) =>
        element.TryGetProperty(property, out var found) && string.Equals(found.ToString(), value, StringComparison.OrdinalIgnoreCase);
}
