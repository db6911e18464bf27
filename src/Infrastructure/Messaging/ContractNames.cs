using System.Collections.Frozen;
using Rupaya.Domain.Contracts.V1;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Contracts by their stable names, such as <c>V1.BookChanged</c>. Found in the contracts' namespace; nothing to register.</summary>
internal static class ContractNames
{
    private const string Root = "Rupaya.Domain.Contracts.";

    private static readonly FrozenDictionary<string, Type> ByName = typeof(BookChanged)
        .Assembly.GetExportedTypes()
        .Where(t => t.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true)
        .ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static IEnumerable<Type> All => ByName.Values;

    public static string Of(Type contract) => contract.FullName![Root.Length..];

    /// <summary>The type of that name, or null when this build does not know it.</summary>
    public static Type? Find(string name) => ByName.GetValueOrDefault(name);
}
