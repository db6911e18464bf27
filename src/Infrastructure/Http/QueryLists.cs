namespace Rupaya.Infrastructure.Http;

/// <summary>Ids in a query, with commas between.</summary>
/// <param name="Values">1 to 100.</param>
public sealed record QueryIds(IReadOnlyList<Guid> Values) : IParsable<QueryIds>
{
    internal const int Most = 100;

    /// <inheritdoc/>
    public static QueryIds Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var ids) ? ids : throw new FormatException("Not a list of ids.");

    /// <inheritdoc/>
    public static bool TryParse(
        string? s,
        IFormatProvider? provider,
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out QueryIds result
    )
    {
        var ids = new List<Guid>();
        foreach (var part in (s ?? "").Split(','))
        {
            if (!Guid.TryParse(part, out var id) || ids.Count == Most)
            {
                result = null;
                return false;
            }
            ids.Add(id);
        }
        result = new QueryIds(ids);
        return true;
    }
}

/// <summary>Words in a query, with commas between.</summary>
/// <param name="Values">1 to 100, none of them empty.</param>
public sealed record QueryWords(IReadOnlyList<string> Values) : IParsable<QueryWords>
{
    /// <inheritdoc/>
    public static QueryWords Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var words) ? words : throw new FormatException("Not a list of words.");

    /// <inheritdoc/>
    public static bool TryParse(
        string? s,
        IFormatProvider? provider,
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out QueryWords result
    )
    {
        string[] words = (s ?? "").Split(',', StringSplitOptions.TrimEntries);
        result = words.Length <= QueryIds.Most && Array.TrueForAll(words, w => w.Length > 0) ? new QueryWords(words) : null;
        return result is not null;
    }
}
