using System.Text;

namespace Rupaya.Domain.Text;

/// <summary>Several texts in one, so that they can be told apart again: joined by <c>;</c>, with <c>\</c> before a <c>;</c> or <c>\</c> of their own.</summary>
public static class TagList
{
    private const char Separator = ';';
    private const char Escape = '\\';

    /// <summary>The texts as one.</summary>
    public static string Join(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return string.Join(
            Separator,
            texts.Select(t => t.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal))
        );
    }

    /// <summary>What was joined; no text for an empty one.</summary>
    public static string[] Split(string joined)
    {
        ArgumentNullException.ThrowIfNull(joined);
        if (joined.Length == 0)
        {
            return [];
        }
        var texts = new List<string>();
        var text = new StringBuilder();
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == Separator)
            {
                texts.Add(text.ToString());
                text.Clear();
                continue;
            }
            i += joined[i] == Escape && i + 1 < joined.Length ? 1 : 0;
            text.Append(joined[i]);
        }
        return [.. texts, text.ToString()];
    }
}
