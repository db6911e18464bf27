using Rupaya.Domain.Imports;
using Rupaya.Integration.Fixtures;
using static Rupaya.Integration.Imports.ImportSteps;

namespace Rupaya.Integration.Imports.GetImport;

/// <summary>What a file says about signs, directions and cells, and what becomes of the money.</summary>
public sealed class ImportFactsTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("2026-10-02,\u2212100.00,Dining,Shop")]
    [InlineData("2026-10-02,(100.00),Dining,Shop")]
    [InlineData("2026-10-02,100.00-,Dining,Shop")]
    [InlineData("2026-10-02,\u20B9-100,Dining,Shop")]
    [InlineData("2026-10-02,\"-1,00,000.00\",Dining,Shop")]
    [InlineData("31.31.2026,-100.00,Dining,Shop")]
    [InlineData("2026-10-02,-100.00")]
    [InlineData("2026-10-02,(1,234.50),Dining,Shop")]
    [InlineData("2026-10-02,1,234.50-,Dining,Shop")]
    [InlineData("2026-10-02,\"1,234.50(Dr)\",Dining,Shop")]
    [InlineData("2026-10-02,Dr 100.00,Dining,Shop")]
    public async Task A_file_keeps_its_signs_whatever_rejects_the_row_that_shows_them(string row)
    {
        var (client, account) = await product.OpenedAsync();
        var import = await client.ImportAsync(account, File($"{Header}2026-10-01,50000.00,,Employer\n{row}\n"));
        import.GetProperty("problems")[0].GetProperty("line").GetInt32().ShouldBe(3);
        (Count(import, "imported"), Count(import, "rejected")).ShouldBe((1, 1));
        (await client.BalanceAsync(account)).ShouldBe(50_000);
        import.GetProperty("note").GetString().ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-10-01,50000.00,,Employer\n2026-10-02,100.00,Dining,Shop", -50_100, 1)]
    [InlineData("2026-10-01,50000.00,Bonus,Employer\n2026-10-02,100.00,Bonus,Employer", -50_100, 2)]
    [InlineData("2026-10-01,50000.00,Salary,Employer\n2026-10-02,100.00/-,Dining,Shop\n2026-10-03,7,,Shop", 49_993, 1)]
    public async Task A_file_that_leaves_directions_open_says_so(string rows, int balance, int open)
    {
        var (client, account) = await product.OpenedAsync();
        var import = await client.ImportAsync(account, File($"{Header}{rows}\n"));
        (await client.BalanceAsync(account)).ShouldBe(balance);
        import.GetProperty("note").GetString()!.ShouldContain($"{open} of the rows");
    }

    [Theory]
    [InlineData("2026-10-01,450,Shopping,UPI Shop,expense", "2026-10-01,450,Shopping,UPI Shop,income")]
    [InlineData("2026-10-01,12.5,,Kiosk,expense", "2026-10-01,12.50,,Kiosk,income")]
    [InlineData("2026-10-01,450,Shopping,UPI Shop,Expense", "2026-10-01,450,Shopping,UPI Shop,INCOME")]
    public async Task A_reversal_is_another_row_than_what_it_reverses(string expense, string income)
    {
        const string Typed = "date,amount,category,merchant,type\n";
        var (client, account) = await product.OpenedAsync();
        await client.ImportAsync(account, File($"{Typed}{expense}\n"));
        var tomorrow = await client.ImportAsync(account, File($"{Typed}{income}\n{expense}\n"));
        (Count(tomorrow, "imported"), Count(tomorrow, "duplicates")).ShouldBe((1, 1));
        (await client.BalanceAsync(account)).ShouldBe(0);
        Count(await client.ImportAsync(account, File($"{Typed}{expense}\n{income}\n")), "duplicates").ShouldBe(2);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("Dining", "Salary")]
    [InlineData("Pets", "Interest")]
    [InlineData("dining", "SALARY")]
    public async Task A_direction_that_the_category_gives_belongs_to_the_row_too(string expense, string income)
    {
        var (client, account) = await product.OpenedAsync();
        await client.ImportAsync(account, File($"{Header}2026-10-01,450,{expense},Acme\n"));
        var tomorrow = await client.ImportAsync(account, File($"{Header}2026-10-01,450,{income},Acme\n2026-10-01,450,{expense},Acme\n"));
        (Count(tomorrow, "imported"), Count(tomorrow, "duplicates")).ShouldBe((1, 1));
        (await client.BalanceAsync(account)).ShouldBe(0);
    }

    [Theory]
    [InlineData("2026-10-01,-1,234.50,Dining,A")]
    [InlineData("2026-10-02,-1")]
    [InlineData("2026-10-02,-1,Dining,A,")]
    public async Task A_row_with_more_or_fewer_cells_than_the_header_is_rejected(string row)
    {
        var (client, account) = await product.OpenedAsync();
        var import = await client.ImportAsync(account, File($"{Header}{row}"));
        var problem = import.GetProperty("problems")[0];
        problem.GetProperty("line").GetInt32().ShouldBe(2);
        problem.GetProperty("code").GetString().ShouldBe("wrong_cell_count");
        (await client.BalanceAsync(account)).ShouldBe(0);
        var id = import.GetProperty("importId").GetGuid();
        (await client.GetAsync($"imports/{id}/rows")).Ok()[0].GetProperty("text").GetString().ShouldBe(row);
    }

    [Theory]
    [InlineData("date,amount,category,merchant,amount")]
    [InlineData("Date,date,amount,category,merchant")]
    [InlineData("date,amount,category,merchant,Balance,balance")]
    public async Task A_header_that_names_a_column_twice_is_refused(string header)
    {
        var (client, account) = await product.OpenedAsync();
        (await client.UploadAsync(account, File($"{header}\n"))).ShouldFail(400, "wrong_header");
    }
}
