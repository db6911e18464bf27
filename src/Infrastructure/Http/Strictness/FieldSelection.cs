using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastEndpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http.Strictness;

/// <summary>
/// The members of an answer that a client asks for: <c>fields=a,b</c> on every GET that answers JSON. What is left out is not there; of a list, in
/// none of its items. The tag of an answer says which members it has, so that a part is never taken for the whole.
/// </summary>
internal sealed class FieldSelection
{
    /// <summary>The query parameter.</summary>
    public const string Parameter = "fields";

    private const int MarkLength = 8;

    private readonly HashSet<string> _names;
    private readonly string _mark;

    private FieldSelection(HashSet<string> names)
    {
        _names = names;
        var text = string.Join(',', names.Order(StringComparer.Ordinal));
        _mark = $"-f{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..MarkLength]}\"";
    }

    /// <summary>True for an operation whose answers can be asked for in part.</summary>
    public static bool IsOffered(EndpointDefinition definition) =>
        definition.Verbs.Contains(HttpMethods.Get) && MembersOf(definition) is not null;

    /// <summary>What a request asks for; null for all; 400 <c>unknown_field</c>.</summary>
    public static Result<FieldSelection?> Of(HttpRequest request, EndpointDefinition definition)
    {
        if (!request.Query.TryGetValue(Parameter, out var text) || !IsOffered(definition))
        {
            return (FieldSelection?)null;
        }
        var known = MembersOf(definition)!;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var name in text.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (known.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } member)
            {
                names.Add(member);
            }
            else
            {
                unknown.Add(name);
            }
        }
        return unknown.Count == 0
            ? new FieldSelection(names)
            : Problems.UnknownField.Error with
            {
                Fields = new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    [Parameter] = [.. unknown.Take(20).Select(name => Ignored.Sentence(name, known))],
                },
            };
    }

    /// <summary>The tag of the part.</summary>
    public string Tag(string etag) => $"{etag[..^1]}{_mark}";

    /// <summary>Takes the mark from the tags that a client has of this part; those of other parts and of the whole are none of it.</summary>
    public StringValues Whole(StringValues tags)
    {
        string[] whole = [.. ETags.Parse(tags).Where(t => t == "*" || t.EndsWith(_mark, StringComparison.Ordinal)).Select(Unmarked)];
        return whole.Length == 0 ? StringValues.Empty : string.Join(", ", whole);
    }

    /// <summary>The part of a body.</summary>
    public byte[] Cut(ReadOnlySpan<byte> body)
    {
        using var document = JsonDocument.Parse(body.ToArray());
        using var part = new MemoryStream(body.Length);
        using (var writer = new Utf8JsonWriter(part, new JsonWriterOptions { Encoder = Base.Json.Options.Encoder }))
        {
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                writer.WriteStartArray();
                foreach (var item in document.RootElement.EnumerateArray())
                {
                    Cut(item, writer);
                }
                writer.WriteEndArray();
            }
            else
            {
                Cut(document.RootElement, writer);
            }
        }
        return part.ToArray();
    }

    private void Cut(JsonElement item, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in item.EnumerateObject().Where(m => _names.Contains(m.Name)))
        {
            writer.WritePropertyName(member.Name);
            // As it is written: a number keeps its digits.
            writer.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
        }
        writer.WriteEndObject();
    }

    private string Unmarked(string tag) => tag == "*" ? tag : $"{tag[..^_mark.Length]}\"";

    private static HashSet<string>? MembersOf(EndpointDefinition definition)
    {
        var facts = definition.EndpointMetadata?.OfType<OperationFacts>().FirstOrDefault();
        if (definition.EndpointMetadata?.OfType<FileMetadata>().Any() == true || definition.ResDtoType == typeof(EmptyResponse))
        {
            return null;
        }
        var types = new[] { definition.ResDtoType }.Concat(facts?.Alternatives ?? []);
        var members = types
            .Select(JsonShape.Of)
            .Select(shape => shape.Members ?? shape.Element?.Members)
            .Where(shown => shown is not null)
            .SelectMany(shown => shown!.Keys)
            .ToHashSet(StringComparer.Ordinal);
        return members.Count == 0 ? null : members;
    }
}
