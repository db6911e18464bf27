using Xunit.Sdk;
using Xunit.v3;

namespace Rupaya.Integration.Fixtures;

/// <summary>Marks classes that take minutes.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesLongAttribute : Attribute;

/// <summary>
/// Starts first what would else run alone at the end: the classes that share a deployment, which run one after the other, and those that take long.
/// </summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly List<string> Long =
    [
        .. typeof(LongestFirst)
            .Assembly.GetTypes()
            .Where(t => t.IsDefined(typeof(TakesLongAttribute), inherit: false))
            .Select(t => t.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Rank).ThenBy(c => c.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var name = collection.TestCollectionDisplayName;
        // The collection of a single class is named after it; what is shared has a name of its own.
        return name == nameof(LastCollection) ? 3
            : !name.Contains("Rupaya.Integration", StringComparison.Ordinal) ? 0
            : Long.Exists(l => name.Contains(l, StringComparison.Ordinal)) ? 1
            : 2;
    }
}
