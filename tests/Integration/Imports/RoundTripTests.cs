using System.Globalization;
using System.Text;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports;

/// <summary>The product's own export of transactions, imported into another book, is the same book.</summary>
public sealed class RoundTripTests(Product product) : IClassFixture<Product>
{
    private static readonly int Books = Depth.Of(12, nightly: 400);

    private static readonly string?[] Texts =
    [
        null,
        "Shop",
        "=SUM(A1)",
        "'quoted",
        "''twice",
        "-5",
        "\tTab",
        "  blanks around  ",
        "comma, \"quote\"",
        "two\nlines",
        "three\r\nmore\rlines",
        "\u0928\u092e\u0938\u094d\u0924\u0947",
        "caf\u00e9",
        "cafe\u0301",
        "\ufeffmark",
        "emoji \ud83d\udc69\u200d\ud83d\udc67",
        "back\\slash;semicolon",
        ",",
        "\"",
    ];

    [Fact]
    public async Task A_random_book_goes_out_and_in_and_out_again_byte_by_byte()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        for (var seed = 1; seed <= Books; seed++)
        {
            if (seed % 40 == 0)
            {
                // Nobody has more than fifty books.
                (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
            }
            client.BookId = await BookAsync(client, seed);
            await FillAsync(client, new SeededRandom(seed));
            var first = await ExportAsync(client);
            other.BookId = await BookAsync(other, seed);
            var import = await ImportAsync(other, first);
            import.GetProperty("status").GetString().ShouldBe("completed", $"seed {seed}: {import}");
            import.GetProperty("counts").GetProperty("rejected").GetInt32().ShouldBe(0, $"seed {seed}: {import}");
            var second = await ExportAsync(other);
            Comparable(second).ShouldBe(Comparable(first), $"seed {seed}");
            (await BalancesAsync(other, second)).ShouldBe(await BalancesAsync(client, first), $"seed {seed}");
            // In the book that it came from, and in the one that has it by now, it is nothing new.
            foreach (var book in new[] { client, other })
            {
                var again = await ImportAsync(book, first);
                again.GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(0);
                again
                    .GetProperty("counts")
                    .GetProperty("duplicates")
                    .GetInt32()
                    .ShouldBe(again.GetProperty("counts").GetProperty("rows").GetInt32());
            }
            (await ExportAsync(client)).ShouldBe(first);
        }
    }

    [Fact]
    public async Task What_comes_in_is_exact_and_counted_everywhere()
    {
        var client = await product.SignedUpAsync();
        var (account, savings) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings"));
        var dining = await client.CategoryAsync("Dining");
        var meal = (await client.ExpenseAsync(account, 90, dining)).Ok().GetProperty("transactionId").GetGuid();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    type = "income",
                    amount = 30,
                    refundOf = meal,
                }
            )
        ).Ok();
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 100,
                }
            )
        ).Ok();
        var other = await product.SignedUpAsync();
        var import = await ImportAsync(other, await ExportAsync(client));
        import.GetProperty("accountId").ValueKind.ShouldBe(JsonValueKind.Null);
        import.GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(4);
        var dashboard = await other.DashboardAsync();
        dashboard.GetProperty("expenses").GetDecimal().ShouldBe(60);
        (await other.BalanceAsync(account)).ShouldBe(840);
        (await other.BalanceAsync(savings)).ShouldBe(100);
        // The refund still belongs to its expense, and the transfer is one.
        (
            await other.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    type = "income",
                    amount = 61,
                    refundOf = meal,
                }
            )
        ).ShouldFail(400, "refund_exceeds");
        (await other.DeleteAsync($"transactions/{meal}")).ShouldFail(409, "has_refunds");
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        (await product.VerifyAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("flow", "gift", "flow")]
    [InlineData("amount", "-5", "amount")]
    [InlineData("amount", "1.234", "amount")]
    [InlineData("transactionDate", "05/03/2026", "transactionDate")]
    [InlineData("transactionId", "7", "transactionId")]
    [InlineData("direction", "in", "direction")]
    [InlineData("currency", "XXX", "currency")]
    [InlineData("tags", ";", "tags")]
    [InlineData("splits", "[{}]", "splits")]
    [InlineData("splits", "nonsense", "splits")]
    [InlineData("splits", "[{\"amount\":1}]", "categoryName")]
    [InlineData("refundOf", "01a21770-6686-78ba-9468-76cd5d4e933a", "refundOf")]
    [InlineData("transferId", "01a21770-6686-78ba-9468-76cd5d4e933a", "transferId")]
    [InlineData("accountName", "", "accountName")]
    [InlineData("accountType", "piggy", "accountType")]
    public async Task A_row_that_was_spoiled_is_rejected_by_itself(string column, string value, string field)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        (await client.ExpenseAsync(account, 5, await client.CategoryAsync("Dining"), "2026-03-05")).Ok();
        (await client.ExpenseAsync(account, 7, date: "2026-03-06")).Ok();
        var rows = Rows(await ExportAsync(client));
        rows[1][rows[0].IndexOf(column)] = value;
        var other = await product.SignedUpAsync();
        var import = await ImportAsync(other, Csv(rows));
        import.GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(1, import.ToString());
        var problem = import.GetProperty("problems")[0];
        (problem.GetProperty("line").GetInt32(), problem.GetProperty("field").GetString()).ShouldBe((2, field));
        (await other.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Half_a_transfer_and_a_refund_of_more_than_was_paid_are_rejected()
    {
        var client = await product.SignedUpAsync();
        var (account, savings) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings"));
        var meal = (await client.ExpenseAsync(account, 90, date: "2026-03-05")).Ok().GetProperty("transactionId").GetGuid();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    type = "income",
                    amount = 30,
                    refundOf = meal,
                    date = "2026-03-06",
                }
            )
        ).Ok();
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 100,
                    date = "2026-03-07",
                }
            )
        ).Ok();
        var rows = Rows(await ExportAsync(client));
        rows[2][rows[0].IndexOf("amount")] = "91";
        rows.RemoveAt(4);
        var other = await product.SignedUpAsync();
        var import = await ImportAsync(other, Csv(rows));
        import
            .GetProperty("problems")
            .EnumerateArray()
            .Select(p => p.GetProperty("code").GetString())
            .ShouldBe(["refund_exceeds", "transfer_incomplete"]);
        (await other.GetAsync("transactions")).Ok()[0].GetProperty("refundedAmount").GetDecimal().ShouldBe(0);
    }

    [Fact]
    public async Task A_refund_whose_expense_is_not_there_stands_by_itself_and_one_in_the_book_is_given_back()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var meal = (await client.ExpenseAsync(account, 90, date: "2026-03-05")).Ok().GetProperty("transactionId").GetGuid();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    type = "income",
                    amount = 30,
                    refundOf = meal,
                    date = "2026-04-06",
                }
            )
        ).Ok();
        var (march, april) = (
            await client.DownloadAsync("analytics/export?format=csv&startDate=2026-03-01&endDate=2026-03-31"),
            await client.DownloadAsync("analytics/export?format=csv&startDate=2026-04-01&endDate=2026-04-30")
        );
        var alone = await product.SignedUpAsync();
        (await ImportAsync(alone, april)).GetProperty("note").GetString()!.ShouldContain("1 refunds stand by themselves");
        (await alone.GetAsync("transactions?type=refund")).Ok()[0].GetProperty("refundOf").ValueKind.ShouldBe(JsonValueKind.Null);
        var both = await product.SignedUpAsync();
        await ImportAsync(both, march);
        (await ImportAsync(both, april)).GetProperty("note").ValueKind.ShouldBe(JsonValueKind.Null);
        (await both.GetAsync($"transactions/{meal}")).Ok().GetProperty("refundedAmount").GetDecimal().ShouldBe(30);
    }

    [Fact]
    public async Task What_was_deleted_takes_nothing_in()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var food = (await client.PostAsync("categories", new { name = "Food", kind = "expense" })).Ok().GetProperty("categoryId").GetGuid();
        (await client.ExpenseAsync(account, 5, food, "2026-03-05")).Ok();
        var file = await ExportAsync(client);
        var other = await product.SignedUpAsync();
        var gone = await other.OpenAccountAsync();
        (await other.DeleteAsync($"accounts/{gone}")).Ok();
        var dead = (await other.PostAsync("categories", new { name = "Food", kind = "expense" })).Ok().GetProperty("categoryId").GetGuid();
        (await other.DeleteAsync($"categories/{dead}?moveTo={await other.CategoryAsync("Dining")}")).Ok();
        (await ImportAsync(other, file)).GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(1);
        (await other.BalanceAsync(account)).ShouldBe(995);
        (await other.GetAsync("transactions")).Ok()[0].GetProperty("categoryId").GetGuid().ShouldNotBe(dead);
    }

    [Theory]
    [InlineData("amount", "101", "transfer_incomplete")]
    [InlineData("transactionDate", "2026-03-08", "transfer_incomplete")]
    [InlineData("openingBalance", "10.005", "currency_precision")]
    public async Task Money_that_does_not_add_up_is_rejected(string column, string value, string code)
    {
        var client = await product.SignedUpAsync();
        var (account, savings) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings"));
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 100,
                    date = "2026-03-07",
                }
            )
        ).Ok();
        var rows = Rows(await ExportAsync(client));
        rows[1][rows[0].IndexOf(column)] = value;
        var import = await ImportAsync(await product.SignedUpAsync(), Csv(rows));
        import.GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(0);
        import.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()).ShouldContain(code);
    }

    [Fact]
    public async Task Accounts_of_one_name_stay_apart_also_when_one_of_them_was_there_before()
    {
        var client = await product.SignedUpAsync();
        var (x, y) = (await client.OpenAccountAsync(opening: 100), await client.OpenAccountAsync(opening: 200));
        (await client.ExpenseAsync(x, 1, date: "2026-03-05")).Ok();
        (await client.ExpenseAsync(y, 2, date: "2026-04-05")).Ok();
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = x,
                    toAccountId = y,
                    amount = 10,
                    date = "2026-03-07",
                }
            )
        ).Ok();
        var other = await product.SignedUpAsync();
        await ImportAsync(other, await client.DownloadAsync("analytics/export?format=csv&startDate=2026-04-01&endDate=2026-04-30"));
        await ImportAsync(other, await ExportAsync(client));
        (await other.BalanceAsync(x)).ShouldBe(89);
        (await other.BalanceAsync(y)).ShouldBe(208);
    }

    [Theory]
    [InlineData("splits", "[{\"category\":\"a\\u0000b\",\"amount\":5}]")]
    [InlineData("splits", "[{\"category\":\"a\",\"amount\":5,\"description\":\"\\ud800\"}]")]
    public async Task What_the_database_cannot_hold_is_rejected_and_stops_nothing(string column, string value)
    {
        var client = await product.SignedUpAsync();
        (await client.ExpenseAsync(await client.OpenAccountAsync(opening: 100), 5)).Ok();
        var rows = Rows(await ExportAsync(client));
        rows[1][rows[0].IndexOf(column)] = value;
        var import = await ImportAsync(await product.SignedUpAsync(), Csv(rows));
        import.GetProperty("counts").GetProperty("rejected").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_another_release_is_refused_by_its_header()
    {
        var client = await product.SignedUpAsync();
        var old = "transactionId,transactionDate,accountName,type,direction,amount,currency,categoryName,flow\r\n"u8.ToArray();
        var form = new MultipartFormDataContent { { new ByteArrayContent(old), "file", "old.csv" } };
        (await client.SendAsync(HttpMethod.Post, "imports", form, [])).ShouldFail(400, "wrong_header");
    }

    private static async Task<string> BookAsync(Client client, int seed) =>
        (await client.PostAsync("books", new { name = $"Book {seed}", currency = "INR" })).Ok().GetProperty("bookId").GetGuid().ToString();

    /// <summary>Some of everything that an export can have.</summary>
    private static async Task FillAsync(Client client, SeededRandom dice)
    {
        string[] types = ["checking", "savings", "cash", "credit_card"];
        string[] currencies = ["INR", "INR", "EUR", "JPY"];
        var accounts = new List<(Guid Id, string Currency)>();
        for (var i = 0; i <= dice.Next(3) + 1; i++)
        {
            var currency = i == 0 ? "INR" : currencies[dice.Next(4)];
            var opening = new
            {
                name = i == 1 && dice.Next(3) == 0 ? "Account 0" : $"Account {i}",
                type = types[dice.Next(4)],
                currency,
                openingBalance = 100_000 + dice.Next(9),
                openingDate = dice.Next(2) == 0 ? "2026-01-01" : null,
            };
            accounts.Add(((await client.PostAsync("accounts", opening)).Ok().GetProperty("accountId").GetGuid(), currency));
        }
        var categories = new List<Guid> { await client.CategoryAsync("Dining") };
        foreach (var name in new[] { "=Odd", "'Quoted", "Caf\u00e9; \"bar\"" })
        {
            categories.Add((await client.PostAsync("categories", new { name, kind = "expense" })).Ok().GetProperty("categoryId").GetGuid());
        }
        var items = Enumerable
            .Range(0, 4 + dice.Next(20))
            .Select(_ => Item(accounts[dice.Next(accounts.Count)], categories, dice))
            .ToList();
        var created = (await client.PostAsync("transactions/bulk", new { items })).Ok();
        created.EnumerateArray().ShouldAllBe(r => r.GetProperty("status").GetInt32() == 201);
        foreach (var result in created.EnumerateArray().Take(6))
        {
            var row = result.GetProperty("transaction");
            if (row.GetProperty("flow").GetString() == "expense" && row.GetProperty("splits").GetArrayLength() == 0)
            {
                (
                    await client.PostAsync(
                        "transactions",
                        new
                        {
                            accountId = row.GetProperty("accountId").GetGuid(),
                            type = "income",
                            amount = 1,
                            refundOf = row.GetProperty("transactionId").GetGuid(),
                            date = Day(dice),
                        }
                    )
                ).Ok();
            }
        }
        for (var i = 0; i < dice.Next(3); i++)
        {
            var transfer = new
            {
                fromAccountId = accounts[0].Id,
                toAccountId = accounts[1].Id,
                amount = 1 + dice.Next(50),
                toAmount = accounts[1].Currency == "INR" ? (int?)null : 1 + dice.Next(9),
                date = Day(dice),
                merchant = Texts[dice.Next(Texts.Length)],
                tags = Tags(dice),
                status = dice.Next(2) == 0 ? "pending" : "cleared",
            };
            if (accounts[1].Currency == "INR")
            {
                (
                    await client.PostAsync(
                        "transfers",
                        new
                        {
                            transfer.fromAccountId,
                            transfer.toAccountId,
                            transfer.amount,
                            transfer.date,
                            transfer.tags,
                        }
                    )
                ).Ok();
            }
            else
            {
                (await client.PostAsync("transfers", transfer)).Ok();
            }
        }
        (
            await client.PostAsync(
                $"accounts/{accounts[0].Id}/adjust",
                new
                {
                    balance = 99_000 + dice.Next(5),
                    date = "2026-05-01",
                    reason = "Counted",
                }
            )
        ).Ok();
    }

    private static object Item((Guid Id, string Currency) account, List<Guid> categories, SeededRandom dice)
    {
        var amount = account.Currency == "JPY" ? 2 + dice.Next(900) : 2 + (dice.Next(90_000) / 100m);
        var kind = dice.Next(4);
        var part = account.Currency == "JPY" ? 1 : 0.5m;
        return new
        {
            accountId = account.Id,
            amount,
            type = kind == 0 ? "income"
            : kind == 1 ? "income"
            : "expense",
            flow = kind == 1 ? "refund" : null,
            categoryId = kind is 1 or 2 ? categories[dice.Next(categories.Count)] : (Guid?)null,
            splits = kind == 3 && dice.Next(2) == 0
                ? new object[]
                {
                    new
                    {
                        categoryId = categories[dice.Next(categories.Count)],
                        amount = part,
                        description = Texts[dice.Next(Texts.Length)],
                    },
                    new { amount = amount - part },
                }
                : null,
            description = Texts[dice.Next(Texts.Length)],
            merchant = Texts[dice.Next(Texts.Length)],
            date = Day(dice),
            tags = Tags(dice),
            status = dice.Next(4) == 0 ? "pending" : "cleared",
        };
    }

    private static string Day(SeededRandom dice) =>
        new DateOnly(2026, 3, 1).AddDays(dice.Next(20)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string[] Tags(SeededRandom dice) =>
        [.. Enumerable.Range(0, dice.Next(3)).Select(_ => Texts[1 + dice.Next(Texts.Length - 1)]!).Distinct()];

    private static Task<byte[]> ExportAsync(Client client) => client.DownloadAsync("analytics/export?format=csv");

    private static async Task<JsonElement> ImportAsync(Client client, byte[] file)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "rupaya-transactions.csv" } };
        var importId = (await client.SendAsync(HttpMethod.Post, "imports", form, [])).Ok().GetProperty("importId").GetGuid();
        return await Wait.ForAsync(
            async () => (await client.GetAsync($"imports/{importId}")).Ok(),
            import => import.GetProperty("status").GetString() is "completed" or "failed"
        );
    }

    /// <summary>Of the accounts that the file has rows of: the others are not in it.</summary>
    private static async Task<IEnumerable<string>> BalancesAsync(Client client, byte[] file)
    {
        var rows = Rows(file);
        var ids = rows.Select(r => r[rows[0].IndexOf("accountId")]).ToHashSet(StringComparer.Ordinal);
        return (await client.GetAsync("accounts"))
            .Ok()
            .EnumerateArray()
            .Where(a => ids.Contains(a.GetProperty("accountId").GetGuid().ToString()))
            .Select(a =>
                $"{a.GetProperty("name")} {a.GetProperty("type")} {a.GetProperty("currency")} {a.GetProperty("currentBalance").GetDecimal():0.00}"
            )
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>Without ids and times.</summary>
    private static string Comparable(byte[] csv)
    {
        var rows = Rows(csv);
        var kept = Enumerable
            .Range(0, rows[0].Count)
            .Where(i =>
                !rows[0][i].EndsWith("Id", StringComparison.Ordinal)
                && rows[0][i] is not ("refundOf" or "createdAt" or "updatedAt" or "splits")
            )
            .ToList();
        return string.Join('\n', rows.Select(r => string.Join('|', kept.Select(i => r[i])) + Parts(r[rows[0].IndexOf("splits")])));
    }

    private static string Parts(string splits) =>
        splits.StartsWith('[')
            ? string.Join(
                ';',
                JsonElement
                    .Parse(splits)
                    .EnumerateArray()
                    .Select(p => $"{p.GetProperty("category")} {p.GetProperty("amount").GetRawText()} {p.GetProperty("description")}")
            )
            : splits;

    private static byte[] Csv(List<List<string>> rows) =>
        Encoding.UTF8.GetBytes(
            string.Join(
                "\r\n",
                rows.Select(r => string.Join(',', r.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))
            ) + "\r\n"
        );

    /// <summary>Plain RFC 4180, so that the product's reader does not check itself.</summary>
    private static List<List<string>> Rows(byte[] csv)
    {
        var text = Encoding.UTF8.GetString(csv).TrimStart('\uFEFF');
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[i++]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (quoted || text[i] != '\r')
            {
                cell.Append(text[i]);
            }
        }
        return rows;
    }
}
