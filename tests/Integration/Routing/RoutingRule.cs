namespace Rupaya.Integration.Routing;

/// <summary>
/// What makes an SQL statement one that a sharded engine can send to the node of its book as a whole: every table that is distributed by book says
/// <c>book_id = $n</c> itself, always with the same parameter; rows are known by their keys and not by <c>ctid</c>; and nothing is inserted in a CTE,
/// for such a statement would be run in parts, each with a snapshot of its own.
/// </summary>
/// <param name="tables">Names of tables by their numbers.</param>
internal sealed class RoutingRule(IReadOnlyDictionary<string, string> tables)
{
    private const string Book = "book_id";
    private const string Uuid = "2972"; // The operator uuid = uuid.
    private const string ExternalParameter = "0";
    private const int SystemColumn = -1; // ctid

    private readonly HashSet<string> _byBook = [.. tables.Where(t => TableHomes.ByBook.Contains(t.Value)).Select(t => t.Key)];

    /// <summary>Tables without their book, one line each; empty when the statement goes to one book, or to none.</summary>
    public IReadOnlyList<string> Unrouted(TreeNode tree)
    {
        var queries = tree.All().Where(n => n.Name == "QUERY").ToList();
        var found = queries.ConvertAll(q => new RoutedQuery(q, queries, IsByBook));
        var books = found.SelectMany(q => q.Books).Distinct(StringComparer.Ordinal).ToList();
        return
        [
            .. found.SelectMany(q => q.Unrouted()),
            .. books.Count > 1 ? [$"{books.Count} parameters name the book"] : Array.Empty<string>(),
        ];
    }

    /// <summary>True when a table of a book is in it.</summary>
    public bool ConcernsBooks(TreeNode tree) => tree.All().Where(n => n.Name == "QUERY").SelectMany(q => q.Nodes("rtable")).Any(IsByBook);

    /// <summary>One line when it knows a row of a book by where it lies on disk.</summary>
    public IReadOnlyList<string> Ctid(TreeNode tree) =>
        ConcernsBooks(tree) && tree.All().Any(n => n.Name == "VAR" && n.Number("varattno") == SystemColumn) ? ["uses ctid"] : [];

    /// <summary>The tables of a book that it inserts into in a CTE, one line each.</summary>
    public IReadOnlyList<string> Parts(TreeNode tree) =>
        [
            .. tree.All()
                .Where(n => n.Name == "COMMONTABLEEXPR")
                .Select(n => n.Node("ctequery")!)
                .Where(q => q.Text("commandType") == RoutedQuery.Insert)
                .Select(q => q.Nodes("rtable")[q.Number("resultRelation") - 1])
                .Where(IsByBook)
                .Select(t => $"inserts into {tables[t.Text("relid")]} in a CTE"),
        ];

    private bool IsByBook(TreeNode table) => table.Text("rtekind") == RoutedQuery.Relation && _byBook.Contains(table.Text("relid"));

    /// <summary>One level of a statement: its tables and its conditions.</summary>
    private sealed class RoutedQuery(TreeNode query, IReadOnlyList<TreeNode> queries, Func<TreeNode, bool> isByBook)
    {
        public const string Insert = "3";
        public const string Relation = "0";
        private const string Select = "1";
        private const string Subquery = "1";
        private const string Values = "5";
        private const string Cte = "6";

        private readonly IReadOnlyList<TreeNode> _tables = query.Nodes("rtable");
        private readonly List<(int Table, int Column, string Parameter)> _equal =
        [
            .. Conditions(query.Node("jointree")).SelectMany(Equality),
        ];

        /// <summary>The parameters that name the book.</summary>
        public IEnumerable<string> Books =>
            _equal.Where(e => isByBook(_tables[e.Table - 1]) && e.Column == Column(e.Table)).Select(e => e.Parameter);

        public IEnumerable<string> Unrouted()
        {
            var target = query.Number("resultRelation");
            var isInsert = query.Text("commandType") == Insert;
            foreach (var table in Joined().Concat(target > 0 && !isInsert ? [target] : []).Distinct())
            {
                if (isByBook(_tables[table - 1]) && !_equal.Exists(e => e.Table == table && e.Column == Column(table)))
                {
                    yield return $"{Name(table)} does not say {Book} = $n";
                }
            }
            if (isInsert && isByBook(_tables[target - 1]) && !IsParameter(Target("targetList", Column(target), query), query))
            {
                yield return $"what is inserted into {Name(target)} does not take {Book} from $n";
            }
        }

        private IEnumerable<int> Joined() =>
            Parts(query.Node("jointree")).Where(n => n.Name == "RANGETBLREF").Select(n => n.Number("rtindex"));

        private string Name(int table) => _tables[table - 1].Node("eref")!.Text("aliasname");

        private int Column(int table) => _tables[table - 1].Node("eref")!.List("colnames").ToList().IndexOf(Book) + 1;

        /// <summary>True for a parameter, or what a subquery, a CTE or a list of values takes from one.</summary>
        private bool IsParameter(TreeNode? value, TreeNode of)
        {
            if (value?.Name == "PARAM")
            {
                return value.Text("paramkind") == ExternalParameter;
            }
            if (value?.Name != "VAR" || value.Number("varlevelsup") > 0)
            {
                return false;
            }
            var (source, column) = (of.Nodes("rtable")[value.Number("varno") - 1], value.Number("varattno"));
            return source.Text("rtekind") switch
            {
                Subquery => IsParameterOf(source.Node("subquery")!, column),
                Cte => queries
                    .SelectMany(q => q.Nodes("cteList"))
                    .Where(c => c.Text("ctename") == source.Text("ctename"))
                    .All(c => IsParameterOf(c.Node("ctequery")!, column)),
                Values => source.List("values_lists").OfType<List<object>>().All(row => IsParameter(row[column - 1] as TreeNode, of)),
                _ => false,
            };
        }

        private bool IsParameterOf(TreeNode subquery, int column) =>
            IsParameter(Target(subquery.Text("commandType") == Select ? "targetList" : "returningList", column, subquery), subquery);

        private static TreeNode? Target(string list, int column, TreeNode of) =>
            of.Nodes(list).FirstOrDefault(t => t.Number("resno") == column)?.Node("expr");

        /// <summary>What must hold of every row: the conditions of <c>where</c> and of all joins, taken apart at each <c>and</c>.</summary>
        private static IEnumerable<TreeNode> Conditions(TreeNode? from) =>
            Parts(from).SelectMany(n => n.Node("quals") is { } condition ? And(condition) : []);

        /// <summary>What <c>from</c> consists of, without the subqueries in its conditions.</summary>
        private static IEnumerable<TreeNode> Parts(TreeNode? from) =>
            from is null ? [] : from.Nodes("fromlist").Append(from.Node("larg")).Append(from.Node("rarg")).SelectMany(Parts).Prepend(from);

        private static IEnumerable<TreeNode> And(TreeNode condition) =>
            condition.Name == "BOOLEXPR" && condition.Text("boolop") == "and" ? condition.Nodes("args").SelectMany(And) : [condition];

        private static IEnumerable<(int Table, int Column, string Parameter)> Equality(TreeNode condition)
        {
            if (condition.Name != "OPEXPR" || condition.Text("opno") != Uuid)
            {
                yield break;
            }
            var sides = condition.Nodes("args");
            var column = sides.FirstOrDefault(s => s.Name == "VAR" && s.Number("varlevelsup") == 0);
            var parameter = sides.FirstOrDefault(s => s.Name == "PARAM" && s.Text("paramkind") == ExternalParameter);
            if (column is not null && parameter is not null)
            {
                yield return (column.Number("varno"), column.Number("varattno"), parameter.Text("paramid"));
            }
        }
    }
}
