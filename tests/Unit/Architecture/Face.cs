using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Rupaya.Unit.Architecture;

/// <summary>The face of an assembly: what of it is public, who uses it, and what is said about it.</summary>
internal sealed class Face
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Assembly _assembly;
    private readonly UsedMembers _used;
    private readonly string _code;
    private readonly Lazy<HashSet<string>> _documented;

    /// <param name="assembly">Whose face it is.</param>
    /// <param name="users">Who may use it.</param>
    /// <param name="code">Their source: a constant leaves no trace in them but its name.</param>
    public Face(Assembly assembly, IReadOnlyList<Assembly> users, string code)
    {
        (_assembly, _used, _code) = (assembly, new UsedMembers(assembly, users), code);
        _documented = new Lazy<HashSet<string>>(() => Documented(assembly));
    }

    public IReadOnlyList<Type> PublicTypes => [.. Types(_assembly).Where(t => t.IsVisible)];

    /// <summary>Public types that nobody uses, and that nothing which is used has in its signature.</summary>
    public IEnumerable<string> UnusedTypes()
    {
        var used = PublicTypes.Where(IsUsed).ToHashSet();
        for (var added = used.ToList(); added.Count > 0; )
        {
            added = [.. added.SelectMany(SignatureOf).Where(t => t.Assembly == _assembly && used.Add(t))];
        }
        return PublicTypes.Except(used).Select(t => t.FullName!);
    }

    /// <summary>Public members of classes that nobody uses. Records and read models are used as a whole, and so is what an interface or base asks for.</summary>
    public IEnumerable<string> UnusedMembers() =>
        from type in PublicTypes
        where type.IsClass && !IsRecord(type) && !type.IsSubclassOf(typeof(Attribute))
        from member in type.GetMembers(Own)
        where IsFace(member) && !IsAskedFor(member) && !IsUsed(type, member)
        select $"{type.FullName}.{member.Name}";

    /// <summary>Public types and members without a comment.</summary>
    public IEnumerable<string> Undocumented()
    {
        var said = _documented.Value;
        return PublicTypes
            .SelectMany(t => t.GetMembers(Own).Where(IsFace).Select(m => NameOf(t, m)).Prepend($"T:{NameOf(t)}"))
            .Distinct()
            .Where(name => !said.Contains(name));
    }

    /// <summary>Classes that others could derive from, and nobody does.</summary>
    public IEnumerable<string> Unsealed()
    {
        var bases = Types(_assembly)
            .Select(t => t.BaseType is { IsGenericType: true } b ? b.GetGenericTypeDefinition() : t.BaseType)
            .ToHashSet();
        return Types(_assembly)
            .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(t))
            .Select(t => t.FullName!);
    }

    private static IEnumerable<Type> Types(Assembly assembly) =>
        assembly
            .GetTypes()
            .Where(t => t.Namespace?.StartsWith("Rupaya", StringComparison.Ordinal) == true && !IsGenerated(t) && !IsDelegate(t));

    private bool IsUsed(Type type) => _used.Has(type) || type.GetFields(Own).Any(f => f.IsLiteral && !type.IsEnum && IsNamed(type, f));

    private bool IsUsed(Type type, MemberInfo member) =>
        member switch
        {
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(a => _used.Has(type, a.Name)),
            FieldInfo { IsLiteral: true } => IsNamed(type, member),
            _ => _used.Has(type, member.Name),
        };

    private bool IsNamed(Type type, MemberInfo member) =>
        Regex.IsMatch(_code, $@"\b{type.Name}\.{member.Name}\b", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Public, or for those who derive, and written by a person.</summary>
    private static bool IsFace(MemberInfo member) =>
        !IsGenerated(member)
        && member switch
        {
            FieldInfo field => !field.IsSpecialName && (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen),
            MethodInfo method => !method.IsSpecialName && IsSeen(method),
            // Constructors: those of records and of what the container makes are as public as the type.
            _ => false,
        };

    private static bool IsSeen(MethodInfo method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAskedFor(MemberInfo member)
    {
        var method = member as MethodInfo ?? (member as PropertyInfo)?.GetAccessors(nonPublic: true).FirstOrDefault();
        return method is { IsVirtual: true, IsFinal: true } or { IsAbstract: true }
            || (method is not null && method.GetBaseDefinition() != method)
            || IsParsed(member);
    }

    // Static members of an interface, which the framework finds by name.
    private static bool IsParsed(MemberInfo member) =>
        member.Name is "Parse" or "TryParse" && member.DeclaringType!.GetInterfaces().Any(i => i.Name == "IParsable`1");

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || member.Name.Contains('<', StringComparison.Ordinal);

    /// <summary>The types that somebody sees who uses a type.</summary>
    private static IEnumerable<Type> SignatureOf(Type type) =>
        type.GetMembers(Own)
            .SelectMany(m =>
                m switch
                {
                    MethodInfo method when IsSeen(method) => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType),
                    ConstructorInfo { IsPublic: true } made => made.GetParameters().Select(p => p.ParameterType),
                    FieldInfo { IsPublic: true } field => [field.FieldType],
                    _ => Enumerable.Empty<Type>(),
                }
            )
            .Concat(type.GetInterfaces())
            .Append(type.BaseType!)
            .OfType<Type>()
            .SelectMany(Parts);

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.IsGenericParameter ? type.GetGenericParameterConstraints().Where(c => !c.IsGenericType)
        : [type];

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    /// <summary>As in the compiler's file, without what tells overloads apart.</summary>
    private static string NameOf(Type type, MemberInfo member) =>
        $"{(member is MethodInfo ? 'M' : member is PropertyInfo ? 'P' : 'F')}:{NameOf(type)}.{member.Name}";

    private static HashSet<string> Documented(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        var documents = XDocument.Load(file).Descendants("member").ToList();
        // A record's parameters are its properties.
        var parameters = documents.SelectMany(m => m.Elements("param").Select(p => $"P:{Bare(m)[2..]}.{(string?)p.Attribute("name")}"));
        return [.. documents.Select(Bare), .. parameters];
    }

    private static string Bare(XElement member) => ((string)member.Attribute("name")!).Split('(')[0].Split("``")[0];
}
