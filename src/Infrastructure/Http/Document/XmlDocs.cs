using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>What the XML comments of types say, as the compiler wrote them beside the assembly.</summary>
internal static partial class XmlDocs
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Files = new();

    /// <summary>The summary of a type, or null.</summary>
    public static string? Summary(Type type) => Text(Find(type, $"T:{Name(type)}")?.Element("summary"));

    /// <summary>What is said about a member: by the record's parameter of that name, or at the member itself.</summary>
    public static string? Member(Type type, string name) =>
        Text(
            Find(type, $"T:{Name(type)}")
                ?.Elements("param")
                .FirstOrDefault(p => string.Equals((string?)p.Attribute("name"), name, StringComparison.OrdinalIgnoreCase))
        )
        ?? Text(
            All(type)
                .FirstOrDefault(m => string.Equals(m.Key, $"P:{Name(type)}.{name}", StringComparison.OrdinalIgnoreCase))
                .Value?.Element("summary")
        )
        ?? type.GetInterfaces()
            .Where(i => i.Assembly.GetName().Name!.StartsWith("Rupaya.", StringComparison.Ordinal))
            .Select(i => Member(i, name))
            .FirstOrDefault(said => said is not null);

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static XElement? Find(Type type, string member) => All(type).GetValueOrDefault(member);

    private static Dictionary<string, XElement> All(Type type) => Files.GetOrAdd(type.Assembly, Read);

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member").ToDictionary(m => (string)m.Attribute("name")!, StringComparer.Ordinal)
            : [];
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }
        var text = string.Concat(element.Nodes().Select(Text));
        return Space().Replace(text, " ").Trim() is { Length: > 0 } plain ? plain : null;
    }

    private static string Text(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } reference => Target(reference),
            XElement element => string.Concat(element.Nodes().Select(Text)),
            _ => "",
        };

    /// <summary>The last name of what is referred to, as clients spell it.</summary>
    private static string Target(XElement reference)
    {
        var name =
            (string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("cref") ?? "";
        return System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name.Split('.', ':')[^1]);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
