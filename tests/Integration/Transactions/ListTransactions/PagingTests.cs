using System.Globalization;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.ListTransactions;

/// <summary>Ten thousand rows, walked page by page in every order and with filters.</summary>
public sealed class PagingTests(PagingTests.TenThousand book) : IClassFixture<PagingTests.TenThousand>
{
    [Theory]
    [InlineData("sort=date", "")]
    [InlineData("sort=date&order=asc", "")]
    [InlineData("sort=-date", "type=expense")]
    [InlineData("sort=amount&order=asc", "")]
    [InlineData("sort=-amount", "status=pending")]
    [InlineData("sort=createdAt", "")]
    [InlineData("sort=-createdAt", "minAmount=20")]
    [InlineData("sort=created", "tags=b,c&tagMode=any")]
    [InlineData("sort=updatedAt", "")]
    [InlineData("sort=-updatedAt", "")]
    [InlineData("sort=-updatedAt", "status=pending")]
    [InlineData("sort=updatedAt", "maxAmount=9&type=income")]
    public async Task Each_row_is_seen_once_and_in_order(string sort, string filter)
    {
        var rows = await book.Client.PagesAsync(
            $"transactions?{sort}&{filter}&limit=200&fields=transactionId,amount,transactionDate,createdAt,version"
        );
        var summary = (await book.Client.GetAsync($"transactions/summary?{filter}")).Ok();
        rows.Count.ShouldBe(summary.GetProperty("count").GetInt32());
        rows.Count.ShouldBeGreaterThan(100);
        rows.Select(r => r.GetProperty("transactionId").GetGuid()).ShouldBeUnique();
        var keys = rows.ConvertAll(r => Key(sort, r));
        var ascends = sort is "sort=createdAt" or "sort=updatedAt" || sort.EndsWith("asc", StringComparison.Ordinal);
        keys.ShouldBe(ascends ? keys.Order(StringComparer.Ordinal) : keys.OrderDescending(StringComparer.Ordinal));
    }

    private static string Key(string sort, JsonElement row)
    {
        var id = row.GetProperty("transactionId").GetString();
        return sort.Split('=', '&')[1].TrimStart('-') switch
        {
            "date" => row.GetProperty("transactionDate").GetString() + id,
            "amount" => row.GetProperty("amount").GetDecimal().ToString("000000.00", CultureInfo.InvariantCulture) + id,
            "updatedAt" => row.GetProperty("version").GetInt64().ToString("D9", CultureInfo.InvariantCulture),
            _ => row.GetProperty("createdAt").GetDateTimeOffset().UtcTicks.ToString("D20", CultureInfo.InvariantCulture) + id,
        };
    }

    [Fact]
    public async Task A_summary_is_the_sum_of_its_list_for_a_hundred_random_filters()
    {
        var dice = new SeededRandom(19);
        for (var i = 0; i < 100; i++)
        {
            var filter = book.Filter(dice);
            var rows = await book.Client.PagesAsync($"transactions?{filter}&limit=200&fields=amount,direction,flow,currency");
            var summary = (await book.Client.GetAsync($"transactions/summary?{filter}")).Ok();
            summary.GetProperty("count").GetInt32().ShouldBe(rows.Count, filter);
            decimal Sum(Func<JsonElement, bool> of) => rows.Where(of).Sum(r => r.GetProperty("amount").GetDecimal());
            decimal Of(string flow, string direction) =>
                Sum(r => r.GetProperty("flow").GetString() == flow && r.GetProperty("direction").GetString() == direction);
            var (income, refunds) = (Of("income", "in"), Of("refund", "in"));
            Shown("income").ShouldBe(income, filter);
            Shown("refunds").ShouldBe(refunds, filter);
            Shown("expenses").ShouldBe(Of("expense", "out") - refunds, filter);
            Shown("transfersIn").ShouldBe(Of("transfer", "in"), filter);
            Shown("transfersOut").ShouldBe(Of("transfer", "out"), filter);
            var net = Sum(r => r.GetProperty("direction").GetString() == "in") - Sum(r => r.GetProperty("direction").GetString() == "out");
            Shown("net").ShouldBe(net, filter);

            decimal Shown(string name) => summary.GetProperty(name).GetDecimal();
        }
    }

    [Fact]
    public async Task A_cursor_is_for_the_list_that_it_came_from()
    {
        var first = await book.Client.GetAsync("transactions?type=expense&sort=-amount&limit=5");
        var cursor = first.Headers.GetValues("Link").Single().Split("cursor=")[1].Split('>', '&')[0];
        foreach (
            var other in new[]
            {
                "type=income&sort=-amount",
                "sort=-amount",
                "type=expense&sort=amount",
                "type=expense&sort=-amount&status=pending",
                "type=expense&sort=-amount&tag=b",
            }
        )
        {
            (await book.Client.GetAsync($"transactions?{other}&cursor={cursor}")).ShouldFail(400, "cursor_mismatch");
        }
        // How many, and what of them, may change on the way.
        var next = await book.Client.GetAsync($"transactions?SORT=-amount&type=expense&limit=3&fields=amount&cursor={cursor}");
        next.Ok().GetArrayLength().ShouldBe(3);
        (await book.Client.GetAsync("transactions?sort=-amount&order=asc")).Fields.ShouldBe(["order"]);
    }

    /// <summary>A book of ten thousand transactions of all flows, changed here and there.</summary>
    public sealed class TenThousand : IAsyncLifetime
    {
        private readonly Product _product = new();
        private Guid[] _accounts = [];
        private Guid[] _categories = [];

        internal Client Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await _product.InitializeAsync();
            Client = await _product.SignedUpAsync();
            _accounts = [await Client.OpenAccountAsync(opening: 10_000_000), await Client.OpenAccountAsync("savings", 10_000_000)];
            _categories = [await Client.CategoryAsync("Dining"), await Client.CategoryAsync("Travel")];
            var dice = new SeededRandom(10_000);
            for (var i = 0; i < 10; i++)
            {
                var items = Enumerable.Range(0, i == 9 ? 960 : 1000).Select(_ => Item(dice)).ToList();
                (await Client.PostAsync("transactions/bulk?atomic=true", new { items })).Ok();
            }
            for (var i = 0; i < 20; i++)
            {
                var transfer = new
                {
                    fromAccountId = _accounts[0],
                    toAccountId = _accounts[1],
                    amount = 1 + dice.Next(50),
                    date = Day(dice),
                };
                (await Client.PostAsync("transfers", transfer)).Ok();
            }
            (await Client.GetAsync("transactions/summary")).Ok().GetProperty("count").GetInt32().ShouldBe(10_000);
            var changed = await Client.PostAsync(
                "transactions/change",
                new { filter = new { tag = "c", type = "income" }, set = new { merchant = "Changed" } }
            );
            changed.Ok().GetProperty("changed").GetInt32().ShouldBeGreaterThan(100);
        }

        /// <summary>Some conditions, each there or not.</summary>
        internal string Filter(SeededRandom dice)
        {
            string[] all =
            [
                $"accountId={_accounts[dice.Next(2)]}",
                $"accountIds={_accounts[0]},{_accounts[1]}",
                $"categoryId={_categories[dice.Next(2)]}",
                $"flow={new[] { "income", "expense", "refund", "transfer" }[dice.Next(4)]}",
                $"status={(dice.Next(2) == 0 ? "pending" : "cleared")}",
                $"startDate=2026-0{1 + dice.Next(3)}-01",
                $"endDate=2026-0{4 + dice.Next(3)}-28",
                $"minAmount={dice.Next(20)}",
                $"maxAmount={20 + dice.Next(30)}.5",
                $"tags=a,c&tagMode={(dice.Next(2) == 0 ? "all" : "any")}",
                "uncategorised=true",
                "q=changed",
                "reconciled=false",
                "createdSince=2020-01-01T00:00:00Z",
                "updatedSince=2020-01-01T00:00:00%2B05:30",
            ];
            var some = Enumerable
                .Range(0, 2 + dice.Next(3))
                .Select(_ => all[dice.Next(all.Length)])
                .DistinctBy(f => f.Split('=')[0])
                .ToList();
            some.RemoveAll(f => f == "uncategorised=true" && some.Exists(o => o.StartsWith("categoryId", StringComparison.Ordinal)));
            return string.Join('&', some);
        }

        public async ValueTask DisposeAsync() => await _product.DisposeAsync();

        private object Item(SeededRandom dice)
        {
            var flow = new[] { "expense", "expense", "expense", "income", "refund" }[dice.Next(5)];
            return new
            {
                accountId = _accounts[dice.Next(2)],
                amount = 1 + dice.Next(50) + (dice.Next(2) * 0.25m),
                flow,
                categoryId = flow == "income" ? null
                : dice.Next(3) == 0 ? (Guid?)null
                : _categories[dice.Next(2)],
                date = Day(dice),
                status = dice.Next(10) == 0 ? "pending" : "cleared",
                tags = new[] { "a", "b", "c" }.Where(_ => dice.Next(3) == 0).ToArray(),
                merchant = $"Shop {dice.Next(40)}",
            };
        }

        private static string Day(SeededRandom dice) => $"2026-{1 + dice.Next(6):00}-{1 + dice.Next(28):00}";
    }
}
