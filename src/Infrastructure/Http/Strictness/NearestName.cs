namespace Rupaya.Infrastructure.Http.Strictness;

/// <summary>Finds what somebody who mistyped a name meant.</summary>
internal static class NearestName
{
    /// <summary>The known name that is a third of its length or less away, or null.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var best = known.Select(k => (Name: k, Distance: Distance(name, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(1, best.Name.Length / 3) ? best.Name : null;
    }

    /// <summary>How many letters must be added, dropped or replaced (Levenshtein), whatever their case; long names are cut.</summary>
    private static int Distance(string from, string to)
    {
        const int Longest = 64;
        var a = from.AsSpan(0, Math.Min(from.Length, Longest));
        var b = to.AsSpan(0, Math.Min(to.Length, Longest));
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
