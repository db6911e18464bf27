using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Rupaya.Features;
using Rupaya.Host;
using Rupaya.Infrastructure;
using Rupaya.Workers;

namespace Rupaya.Integration.Routing;

/// <summary>The SQL statements of the product that are marked with an attribute.</summary>
internal static class MarkedSql
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(InfrastructureRegistration).Assembly,
        typeof(FeaturesAssembly).Assembly,
        typeof(WorkersRegistration).Assembly,
        typeof(RupayaHost).Assembly,
    ];

    /// <summary>Their texts.</summary>
    public static HashSet<string> With<TAttribute>()
        where TAttribute : Attribute => [.. Fields<TAttribute>().SelectMany(f => Texts(f.GetValue(null)))];

    /// <summary>Where they stand: type and field.</summary>
    public static IEnumerable<string> Names<TAttribute>()
        where TAttribute : Attribute => Fields<TAttribute>().Select(f => $"{f.DeclaringType!.Name}.{f.Name}");

    private static IEnumerable<FieldInfo> Fields<TAttribute>()
        where TAttribute : Attribute =>
        Assemblies
            .SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.IsDefined(typeof(TAttribute)));

    private static IEnumerable<string> Texts(object? value) =>
        value switch
        {
            string text => [text],
            ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Texts(tuple[i])),
            IEnumerable list => list.Cast<object>().SelectMany(Texts),
            _ => [],
        };
}
