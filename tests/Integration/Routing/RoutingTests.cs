using Npgsql;
using NpgsqlTypes;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Routing;

/// <summary>Looks at every SQL statement that the tests before made the product send.</summary>
[Collection(nameof(LastCollection))]
public sealed class RoutingTests(Product product) : IClassFixture<Product>
{
    private static readonly HashSet<string> AcrossBooks = MarkedSql.With<AcrossBooksAttribute>();
    private static readonly HashSet<string> InParts = MarkedSql.With<RunsInPartsAttribute>();

    private const string Planted = "select amount from transactions where transaction_id = $1 /* planted */";

    [Fact]
    public async Task Every_statement_goes_to_the_book_that_it_names()
    {
        var wrong = new List<string>();
        await using var analysis = await SqlAnalysis.OpenAsync(product.Database);
        var rule = new RoutingRule(await analysis.TablesAsync());
        foreach (var sql in SqlLog.All.Concat(OfCommands()))
        {
            if (await DifferencesAsync(sql, analysis, rule) is { Count: > 0 } differences)
            {
                wrong.Add($"{string.Join("; ", differences)}:\n{sql.Text}");
            }
        }
        SqlLog.All.Count.ShouldBeGreaterThan(10);
        wrong.Count.ShouldBe(
            0,
            $"Name the book for each table, or mark the statement and say why (ADR 20).\n\n{string.Join("\n\n", wrong)}"
        );
    }

    [Fact]
    public async Task A_statement_that_the_product_sends_without_its_book_is_found()
    {
        await using (var command = product.Host.Get<NpgsqlDataSource>().CreateCommand(Planted))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = Guid.Empty });
            await command.ExecuteScalarAsync();
        }
        await using var analysis = await SqlAnalysis.OpenAsync(product.Database);
        var sent = SqlLog.Forget(Planted).ShouldNotBeNull();
        var found = await DifferencesAsync(sent, analysis, new RoutingRule(await analysis.TablesAsync()));
        found.ShouldBe(["transactions does not say book_id = $n"]);
    }

    /// <summary>What is sent by commands, which run in processes of their own.</summary>
    private IEnumerable<SentSql> OfCommands()
    {
        Projector[] projectors = [product.Host.Get<TotalsProjector>(), product.Host.Get<SearchProjector>()];
        var ofBook = LedgerChecks.OfBook.Select(c => c.Sql).Concat(projectors.Select(p => p.Mend));
        return ofBook
            .Select(text => new SentSql(text, [("", NpgsqlDbType.Uuid)]))
            .Concat(LedgerChecks.OfAll.Select(c => new SentSql(c.Sql, [])));
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(SentSql sql, SqlAnalysis analysis, RoutingRule rule)
    {
        TreeNode tree;
        try
        {
            tree = await analysis.ReadAsync(sql);
        }
        catch (PostgresException e)
        {
            return [$"cannot be analysed ({e.MessageText})"];
        }
        return [.. rule.Ctid(tree), .. Unrouted(sql, tree, rule), .. Parts(sql, tree, rule)];
    }

    private static IReadOnlyList<string> Unrouted(SentSql sql, TreeNode tree, RoutingRule rule)
    {
        var unrouted = rule.Unrouted(tree);
        return !AcrossBooks.Contains(sql.Text) ? unrouted
            : unrouted.Count == 0 && rule.ConcernsBooks(tree) ? ["is marked as across books, and names its book"]
            : [];
    }

    private static IReadOnlyList<string> Parts(SentSql sql, TreeNode tree, RoutingRule rule)
    {
        var parts = rule.Parts(tree);
        return !InParts.Contains(sql.Text) ? parts
            : parts.Count == 0 ? ["is marked as run in parts, and inserts in no CTE"]
            : [];
    }
}
