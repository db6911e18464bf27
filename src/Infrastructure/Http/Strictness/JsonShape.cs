using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Strictness;

/// <summary>The members that a JSON value of a type has, as clients spell them.</summary>
internal sealed class JsonShape
{
    private static readonly ConcurrentDictionary<Type, JsonShape> Known = new();

    private readonly Lazy<FrozenDictionary<string, JsonShape>?> _members;
    private readonly Lazy<JsonShape?> _element;

    private JsonShape(Type type)
    {
        var info = Json.Options.GetTypeInfo(type);
        _members = new(() => info.Kind == JsonTypeInfoKind.Object ? MembersOf(info) : null);
        _element = new(() => info.Kind == JsonTypeInfoKind.Enumerable ? Of(info.ElementType!) : null);
    }

    /// <summary>By name, whatever its case; null for what is not an object, or may have any member.</summary>
    public FrozenDictionary<string, JsonShape>? Members => _members.Value;

    /// <summary>What a list is of; null for what is none.</summary>
    public JsonShape? Element => _element.Value;

    public static JsonShape Of(Type type) => Known.GetOrAdd(Bare(type), static t => new JsonShape(t));

    private static FrozenDictionary<string, JsonShape> MembersOf(JsonTypeInfo info) =>
        // What the body is not read for (JsonIgnore: members of the query or the route) is listed without accessors.
        info
            .Properties.Where(p => p.Get is not null || p.Set is not null)
            .ToFrozenDictionary(p => p.Name, p => Of(p.PropertyType), StringComparer.OrdinalIgnoreCase);

    /// <summary>Without what only says how the value is read.</summary>
    private static Type Bare(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Bare(value)
        : type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(Optional<>) || open == typeof(LenientItem<>))
            ? Bare(type.GetGenericArguments()[0])
        : type;
}
