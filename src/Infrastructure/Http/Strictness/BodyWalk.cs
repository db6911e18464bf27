using System.Text.Json;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Strictness;

/// <summary>What a JSON body has that the operation does not take.</summary>
/// <param name="Unknown">Members that nothing reads, by path; list items without their index.</param>
/// <param name="ReadOnly">Members that the resource has and this operation cannot change.</param>
/// <param name="Twice">Members that one object has twice, whatever their case.</param>
internal sealed record BodyFindings(
    SortedDictionary<string, IEnumerable<string>> Unknown,
    SortedSet<string> ReadOnly,
    SortedSet<string> Twice
);

/// <summary>Walks a body once, beside the shape of what the operation takes.</summary>
internal ref struct BodyWalk
{
    // More than that helps nobody, and names are as long as a body may be.
    private const int MaxNames = 20;

    private Utf8JsonReader _reader;
    private readonly BodyFindings _found;

    private BodyWalk(ReadOnlySpan<byte> json)
    {
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Json.Options.MaxDepth });
        _found = new BodyFindings(new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
    }

    /// <param name="json">UTF-8.</param>
    /// <param name="taken">What the operation takes.</param>
    /// <param name="shown">The resource that it changes, as clients see it; null where it changes none.</param>
    /// <returns>Null for what is not JSON: whoever reads it says so.</returns>
    public static BodyFindings? Of(ReadOnlySpan<byte> json, JsonShape taken, JsonShape? shown)
    {
        var walk = new BodyWalk(json);
        try
        {
            walk._reader.Read();
            walk.Value(taken, shown, "");
            return walk._found;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The other one is a name that is no text.
            return null;
        }
    }

    private void Value(JsonShape? taken, JsonShape? shown, string path)
    {
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            Members(taken, shown, path);
        }
        else if (_reader.TokenType == JsonTokenType.StartArray)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                Value(taken?.Element, shown?.Element, $"{path}[]");
            }
        }
    }

    private void Members(JsonShape? taken, JsonShape? shown, string path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            if (!seen.Add(name) && _found.Twice.Count < MaxNames)
            {
                _found.Twice.Add(Full(path, name));
            }
            JsonShape? member = null;
            if (taken?.Members is { } known && !known.TryGetValue(name, out member))
            {
                NotTaken(name, path, known.Keys, shown);
                // Nothing reads what is in it.
                _reader.Skip();
                continue;
            }
            _reader.Read();
            Value(member, shown?.Members?.GetValueOrDefault(name), Full(path, name));
        }
    }

    private readonly void NotTaken(string name, string path, IEnumerable<string> known, JsonShape? shown)
    {
        if (shown?.Members?.ContainsKey(name) == true)
        {
            _found.ReadOnly.Add(Full(path, name));
        }
        else if (_found.Unknown.Count < MaxNames)
        {
            _found.Unknown[Full(path, name)] = known;
        }
    }

    private static string Full(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
