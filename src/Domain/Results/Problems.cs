using System.Reflection;

namespace Rupaya.Domain.Results;

/// <summary>
/// Every problem that the API answers, in a file for each area. An error is made of one of these, operations state theirs, and the API document and
/// <c>/docs/errors</c> are written from them. The same code may stand here twice, once for each status that it is answered with.
/// </summary>
public static partial class Problems
{
    // Found when first asked for: the parts of this class are initialised in no certain order.
    private static readonly Lazy<IReadOnlyList<Problem>> Found = new(() =>
        [
            .. typeof(Problems)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => f.GetValue(null))
                .OfType<Problem>()
                .OrderBy(p => p.Code, StringComparer.Ordinal),
        ]
    );

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<Problem> All => Found.Value;
}
