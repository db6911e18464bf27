namespace Rupaya.Integration.Routing;

/// <summary>A node of a tree as PostgreSQL prints it: <c>{NAME :field value :field value}</c>. Values are nodes, lists and texts.</summary>
internal sealed class TreeNode(string name)
{
    private readonly Dictionary<string, object> _fields = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>The node in a field; null when there is none.</summary>
    public TreeNode? Node(string field) => _fields.GetValueOrDefault(field) as TreeNode;

    /// <summary>The nodes of a list; a field without any is empty.</summary>
    public IReadOnlyList<TreeNode> Nodes(string field) => [.. List(field).OfType<TreeNode>()];

    public IReadOnlyList<object> List(string field) => _fields.GetValueOrDefault(field) as List<object> ?? [];

    public string Text(string field) => _fields.GetValueOrDefault(field) as string ?? "";

    public int Number(string field) => int.Parse(Text(field), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>This node and all below it.</summary>
    public IEnumerable<TreeNode> All() => _fields.Values.SelectMany(Below).Prepend(this);

    /// <summary>Reads a whole tree.</summary>
    public static TreeNode Parse(string text)
    {
        var at = 0;
        return (TreeNode)Value(text, ref at);
    }

    private static IEnumerable<TreeNode> Below(object value) =>
        value switch
        {
            TreeNode node => node.All(),
            List<object> list => list.SelectMany(Below),
            _ => [],
        };

    private static object Value(string text, ref int at)
    {
        SkipSpace(text, ref at);
        return text[at] switch
        {
            '{' => Braced(text, ref at),
            '(' => Listed(text, ref at),
            '"' => Quoted(text, ref at),
            _ => Word(text, ref at),
        };
    }

    private static TreeNode Braced(string text, ref int at)
    {
        at++;
        var node = new TreeNode(Word(text, ref at));
        string? field = null;
        for (SkipSpace(text, ref at); text[at] != '}'; SkipSpace(text, ref at))
        {
            if (text[at] == ':')
            {
                field = Word(text, ref at)[1..];
                continue;
            }
            // Of a value in several words, such as the bytes of a constant, nothing but the first is of interest.
            node._fields.TryAdd(field!, Value(text, ref at));
        }
        at++;
        return node;
    }

    private static List<object> Listed(string text, ref int at)
    {
        at++;
        var list = new List<object>();
        for (SkipSpace(text, ref at); text[at] != ')'; SkipSpace(text, ref at))
        {
            list.Add(Value(text, ref at));
        }
        at++;
        return list;
    }

    private static string Quoted(string text, ref int at)
    {
        var start = ++at;
        for (; text[at] != '"'; at++)
        {
            at += text[at] == '\\' ? 1 : 0;
        }
        return text[start..at++];
    }

    private static string Word(string text, ref int at)
    {
        var start = at;
        for (; at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('{' or '}' or '(' or ')'); at++)
        {
            at += text[at] == '\\' ? 1 : 0;
        }
        return text[start..at];
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
