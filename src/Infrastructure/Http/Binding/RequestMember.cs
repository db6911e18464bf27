using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Http.Binding;

/// <summary>A member of a request that is read from one text of the query or the route.</summary>
internal sealed class RequestMember
{
    private delegate bool Parser(string text, out object? value);

    private static readonly MethodInfo ParserOf = typeof(RequestMember).GetMethod(
        nameof(Parse),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private readonly Parser _parse;

    public RequestMember(PropertyInfo property, bool isInRoute)
    {
        Property = property;
        IsInRoute = isInRoute;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        _parse = Type == typeof(string) ? AsText : ParserOf.MakeGenericMethod(Type).CreateDelegate<Parser>();
    }

    public PropertyInfo Property { get; }

    public bool IsInRoute { get; }

    /// <summary>As clients spell it.</summary>
    public string Name { get; }

    /// <summary>What it is, null apart.</summary>
    public Type Type { get; }

    /// <summary>Reads it from a request; false for a text that it cannot be. Absent is null.</summary>
    public bool TryRead(HttpRequest request, out object? value)
    {
        value = null;
        var text =
            IsInRoute ? request.RouteValues[Name] as string
            : request.Query.TryGetValue(Name, out var given) ? given.ToString()
            : null;
        return text is null || _parse(text, out value);
    }

    private static bool AsText(string text, out object? value)
    {
        value = text;
        return true;
    }

    private static bool Parse<T>(string text, out object? value)
        where T : IParsable<T>
    {
        var parsed = T.TryParse(text, CultureInfo.InvariantCulture, out var result);
        value = result;
        return parsed;
    }
}
