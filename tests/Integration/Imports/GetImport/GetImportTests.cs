using System.Text;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.GetImport;

public sealed class GetImportTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_small_statement_gives_the_expected_figures_in_process()
    {
        var client = await product.SignedUpAsync();
        await SmallStatement.ShouldGiveExpectedFiguresAsync(client);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task The_small_statement_gives_the_expected_figures_over_RabbitMQ()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings.RabbitMq(await Servers.NewVirtualHostAsync());
        await using var api = await TestHost.StartAsync("serve", database.App, settings);
        await using var worker = await TestHost.StartAsync("work", database.App, settings);
        await SmallStatement.ShouldGiveExpectedFiguresAsync(await api.Client().SignUpAsync());
    }

    [Fact]
    public async Task A_repeated_file_imports_nothing_twice_even_after_a_row_was_deleted()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var file = StatementFile.Of("2026-01-01,-10.00,Dining,Cafe,", "2026-01-01,-10.00,Dining,Cafe,", "2026-01-02,-5.00,Dining,Cafe,R9");
        (await client.ImportAsync(account, file)).GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(3);
        (await client.BalanceAsync(account)).ShouldBe(-25);
        var first = (await client.GetAsync("transactions")).Ok()[0].GetProperty("transactionId").GetGuid();
        (await client.DeleteAsync($"transactions/{first}")).Ok();
        var again = (await client.ImportAsync(account, file)).GetProperty("counts");
        again.GetProperty("imported").GetInt32().ShouldBe(0);
        again.GetProperty("duplicates").GetInt32().ShouldBe(3);
        (await client.BalanceAsync(account)).ShouldBe(-20);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Direction_follows_type_then_sign_then_category_and_money_back_is_a_refund()
    {
        var client = await product.SignedUpAsync();
        var (signs, kinds, types) = (await client.OpenAccountAsync(), await client.OpenAccountAsync(), await client.OpenAccountAsync());
        await client.ImportAsync(
            signs,
            StatementFile.Of("2026-01-01,-100,Dining,Cafe,A1", "2026-01-02,30,Dining,Cafe,A2", "2026-01-03,70,Prizes,Lottery,A3")
        );
        await client.ImportAsync(
            kinds,
            StatementFile.Of("2026-01-01,40,Dining,Cafe,B1", "2026-01-02,500,salary,Work,B2", "2026-01-03,7,Hobbies,Shop,B3")
        );
        var typed = Encoding.UTF8.GetBytes(
            "type,date,amount,category,merchant\nexpense,2026-01-01,11,Dining,Cafe\nincome,2026-01-02,22,Bonus,Work\n"
        );
        await client.ImportAsync(types, typed);
        (await client.BalanceAsync(signs)).ShouldBe(0);
        (await client.BalanceAsync(kinds)).ShouldBe(453);
        (await client.BalanceAsync(types)).ShouldBe(11);
        var stats = await client.DashboardAsync("startDate=2026-01-01&endDate=2026-01-31");
        stats.GetProperty("income").GetDecimal().ShouldBe(592);
        stats.GetProperty("expenses").GetDecimal().ShouldBe(128);
        (await client.CategoryAsync("Prizes", "income")).ShouldNotBe(Guid.Empty);
        (await client.CategoryAsync("Bonus", "income")).ShouldNotBe(Guid.Empty);
        (await client.CategoryAsync("Hobbies")).ShouldNotBe(Guid.Empty);
        (await client.GetAsync("transactions?type=income"))
            .Ok()
            .EnumerateArray()
            .ShouldAllBe(t => t.GetProperty("categoryName").GetString() != "Dining");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_read_as_Windows_1252_with_a_note()
    {
        var client = await product.SignedUpAsync();
        byte[] file = [.. Encoding.ASCII.GetBytes("date,amount,category,merchant\r2026-01-01,-1,Dining,Caf"), 0xE9, .. "\n\n"u8];
        var account = await client.OpenAccountAsync();
        var import = await client.ImportAsync(account, [.. "date,amount,category,merchant\r\n2026-01-01,-1,Dining,Caf"u8, 0xE9, .. "\n"u8]);
        import.GetProperty("note").GetString()!.ShouldContain("Windows-1252");
        (await client.GetAsync("transactions")).Ok()[0].GetProperty("merchant").GetString().ShouldBe("Café");
        (await client.ImportAsync(account, file)).GetProperty("status").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task A_byte_order_mark_is_fine_and_an_unclosed_quote_fails_the_whole_file()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        byte[] marked = [0xEF, 0xBB, 0xBF, .. StatementFile.Of("2026-01-01,-1,Dining,Cafe,M1")];
        (await client.ImportAsync(account, marked)).GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(1);
        var broken = StatementFile.Of("2026-01-02,-1,Dining,Cafe,M2", "2026-01-03,-1,Dining,\"never closed " + new string('x', 600_000));
        var failed = await client.ImportAsync(account, broken);
        failed.GetProperty("status").GetString().ShouldBe("failed");
        failed.GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("malformed_csv");
        (await client.BalanceAsync(account)).ShouldBe(-1);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("update accounts set is_archived = true", "account_archived")]
    [InlineData("update accounts set deleted_seq = version", "account_deleted")]
    public async Task An_account_that_is_closed_while_the_import_waits_takes_nothing(string sql, string code)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        var import = (await client.UploadAsync(account, StatementFile.Small)).Ok().GetProperty("importId").GetGuid();
        await database.RunAsync(sql);
        await using var worker = await TestHost.StartAsync("work", database.App);
        var failed = await Wait.ForAsync(
            async () => (await client.GetAsync($"imports/{import}")).Ok(),
            i => i.GetProperty("status").GetString() == "failed"
        );
        failed.GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe(code);
        (await client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_staged_for_a_book_that_is_erased_while_the_import_waits()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App);
        var client = await api.Client().SignUpAsync();
        await client.UploadAsync(await client.OpenAccountAsync(), StatementFile.Small);
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var erasing = await connection.BeginTransactionAsync();
        await RunAsync(connection, "select 1 from books for update; delete from import_rows");
        await using var worker = await TestHost.StartAsync("work", database.App);
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<long>(
                "select count(*) from pg_locks l join pg_stat_activity a using (pid), imports i where not l.granted and a.datname = current_database() and i.status = 'running'"
            ) > 0
        );
        await RunAsync(connection, "delete from import_files; delete from imports");
        await erasing.CommitAsync();
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<long>(
                "select (select count(*) from outbox) + (select count(*) from deliveries where dead_reason is null)"
            ) == 0
        );
        (await database.ScalarAsync<long>("select count(*) from import_rows")).ShouldBe(0);
    }

    [Fact]
    public async Task Foreign_and_unknown_imports_get_the_same_404()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var import = (await client.UploadAsync(await client.OpenAccountAsync(), StatementFile.Small))
            .Ok()
            .GetProperty("importId")
            .GetGuid();
        (await other.GetAsync($"imports/{import}")).ShouldFail(404, "not_found");
        (await other.GetAsync($"imports/{Guid.CreateVersion7()}")).ShouldFail(404, "not_found");
    }

    private static async Task RunAsync(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

internal static class SmallStatement
{
    public static async Task ShouldGiveExpectedFiguresAsync(Client client)
    {
        var expected = JsonElement.Parse(StatementFile.SmallExpected);
        var account = await client.OpenAccountAsync(opening: expected.GetProperty("openingBalance").GetDecimal());
        var import = await client.ImportAsync(account, StatementFile.Small);
        import.GetProperty("status").GetString().ShouldBe("completed");
        import.GetProperty("counts").GetProperty("rows").GetInt32().ShouldBe(expected.GetProperty("rows").GetInt32());
        import.GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(expected.GetProperty("imported").GetInt32());
        Lines(import.GetProperty("problems")).ShouldBe(Lines(expected.GetProperty("rejected")));
        (await client.BalanceAsync(account)).ShouldBe(expected.GetProperty("closingBalance").GetDecimal());
        foreach (var month in expected.GetProperty("byMonth").EnumerateArray())
        {
            var start = DateOnly.ParseExact(month.GetProperty("month").GetString() + "-01", "yyyy-MM-dd");
            var stats = await client.DashboardAsync($"startDate={start:yyyy-MM-dd}&endDate={start.AddMonths(1).AddDays(-1):yyyy-MM-dd}");
            stats.GetProperty("income").GetDecimal().ShouldBe(month.GetProperty("income").GetDecimal(), start.ToString());
            stats.GetProperty("expenses").GetDecimal().ShouldBe(month.GetProperty("expenses").GetDecimal(), start.ToString());
        }
        var year = await client.DashboardAsync("startDate=2025-04-01&endDate=2026-03-31");
        Spending(year.GetProperty("spendingByCategory")).ShouldBe(Spending(expected.GetProperty("spendingByCategory")));
    }

    private static List<(int, string?)> Lines(JsonElement problems) =>
        [.. problems.EnumerateArray().Select(p => (p.GetProperty("line").GetInt32(), p.GetProperty("field").GetString()))];

    private static List<(string?, decimal)> Spending(JsonElement categories) =>
        [.. categories.EnumerateArray().Select(c => (c.GetProperty("category").GetString(), c.GetProperty("amount").GetDecimal()))];
}
