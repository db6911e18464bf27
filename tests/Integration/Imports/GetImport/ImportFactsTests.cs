using System.Text;
using System.Text.Json;
using Rupaya.Domain.Imports;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.GetImport;

/// <summary>What a file says about signs, directions, references, cells and characters, and what becomes of the money.</summary>
public sealed class ImportFactsTests(Product product) : IClassFixture<Product>
{
    private const string Header = "date,amount,category,merchant\n";

    private static byte[] File(string text) => Encoding.UTF8.GetBytes(text);

    private static int Count(JsonElement import, string name) => import.GetProperty("counts").GetProperty(name).GetInt32();

    private async Task<(Client Client, Guid Account)> OpenAsync()
    {
        var client = await product.SignedUpAsync();
        return (client, await client.OpenAccountAsync());
    }

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
        var (client, account) = await OpenAsync();
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
        var (client, account) = await OpenAsync();
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
        var (client, account) = await OpenAsync();
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
        var (client, account) = await OpenAsync();
        await client.ImportAsync(account, File($"{Header}2026-10-01,450,{expense},Acme\n"));
        var tomorrow = await client.ImportAsync(account, File($"{Header}2026-10-01,450,{income},Acme\n2026-10-01,450,{expense},Acme\n"));
        (Count(tomorrow, "imported"), Count(tomorrow, "duplicates")).ShouldBe((1, 1));
        (await client.BalanceAsync(account)).ShouldBe(0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-")]
    [InlineData("NA")]
    [InlineData("000000")]
    [InlineData("UPI")]
    [InlineData("XXXX")]
    [InlineData("nan")]
    [InlineData("9999999999")]
    public async Task References_that_stand_for_nothing_swallow_no_row(string nothing)
    {
        var (client, account) = await OpenAsync();
        var file = StatementFile.Of(
            $"2026-10-01,-500,,A,{nothing}",
            $"2026-10-02,-700,,B,{nothing}",
            $"2026-10-03,-900,,C,{nothing}",
            "2026-10-04,-450,,Shop,UPI4711",
            "2026-10-04,450,,Shop,UPI4711"
        );
        Count(await client.ImportAsync(account, file), "imported").ShouldBe(5);
        (await client.BalanceAsync(account)).ShouldBe(-2_100);
        Count(await client.ImportAsync(account, file), "duplicates").ShouldBe(5);
        (await client.BalanceAsync(account)).ShouldBe(-2_100);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("UPI")]
    [InlineData("NEFT")]
    [InlineData("1111")]
    public async Task A_word_for_a_reference_swallows_no_row_of_the_next_days_file(string word)
    {
        var (client, account) = await OpenAsync();
        Count(await client.ImportAsync(account, StatementFile.Of($"2026-10-01,-20,,Chai,{word}")), "imported").ShouldBe(1);
        Count(await client.ImportAsync(account, StatementFile.Of($"2026-10-02,-20,,Chai,{word}")), "imported").ShouldBe(1);
        Count(
                await client.ImportAsync(account, StatementFile.Of($"2026-10-02,-20,,Chai,{word}", $"2026-10-01,-20,,Chai,{word}")),
                "duplicates"
            )
            .ShouldBe(2);
        (await client.BalanceAsync(account)).ShouldBe(-40);
    }

    [Theory]
    [InlineData("UPI")]
    [InlineData("XXXX")]
    [InlineData("9999999999")]
    public async Task A_row_that_an_earlier_release_knew_by_such_a_word_stays_known(string word)
    {
        var (client, account) = await OpenAsync();
        var file = StatementFile.Of($"2026-10-01,-20,,Chai,{word}", $"2026-10-05,-30,,Auto,{word}");
        await client.ImportAsync(account, file);
        var row = new StatementRow(2, new DateOnly(2026, 10, 1), -20, null, null, "Chai", null, word);
        var earlier = new RowIdentity(account).Of(row, -20).Reference!.Value;
        await product.Database.RunAsync(
            $"update transactions set import_identity = '{earlier}' where account_id = '{account}' and merchant = 'Chai'"
        );
        Count(await client.ImportAsync(account, file), "duplicates").ShouldBe(2);
        (await client.BalanceAsync(account)).ShouldBe(-50);
    }

    [Fact]
    public async Task What_one_order_paid_to_several_is_all_there_and_known_when_it_comes_again()
    {
        var (client, account) = await OpenAsync();
        string[] rows = ["2026-10-01,-500,,Asha,BATCH-17", "2026-10-01,-500,,Ravi,BATCH-17", "2026-10-01,-500,,Mira,BATCH-17"];
        Count(await client.ImportAsync(account, StatementFile.Of(rows)), "imported").ShouldBe(3);
        Count(await client.ImportAsync(account, StatementFile.Of([.. rows.Reverse()])), "duplicates").ShouldBe(3);
        Count(await client.ImportAsync(account, StatementFile.Of(rows[1])), "duplicates").ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(-1_500);
    }

    [Fact]
    public async Task A_shared_reference_is_known_in_any_order_and_in_part()
    {
        var (client, account) = await OpenAsync();
        const string Typed = "date,amount,category,merchant,reference,type\n";
        const string Payment = "2026-10-04,450,,Shop,UPI4711,expense";
        const string Reversal = "2026-10-05,450,,Shop,UPI4711,income";
        Count(await client.ImportAsync(account, File($"{Typed}{Payment}\n")), "imported").ShouldBe(1);
        Count(await client.ImportAsync(account, File($"{Typed}{Reversal}\n")), "imported").ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(0);
        string[][] files =
        [
            [Payment, Reversal],
            [Reversal, Payment],
            [Reversal],
            [Payment],
            [Payment, Payment, Reversal],
        ];
        foreach (var (file, fresh) in files.Zip([0, 0, 0, 0, 1]))
        {
            var import = await client.ImportAsync(account, File($"{Typed}{string.Join('\n', file)}\n"));
            (Count(import, "imported"), Count(import, "duplicates")).ShouldBe((fresh, file.Length - fresh), string.Join(" | ", file));
        }
        (await client.BalanceAsync(account)).ShouldBe(-450);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_standing_orders_number_does_not_swallow_the_next_month_and_a_shifted_day_is_no_new_row()
    {
        var (client, account) = await OpenAsync();
        await client.ImportAsync(account, StatementFile.Of("2026-10-01,-500,,Gym,MANDATE7"));
        Count(await client.ImportAsync(account, StatementFile.Of("2026-11-01,-500,,Gym,MANDATE7")), "imported").ShouldBe(1);
        Count(await client.ImportAsync(account, StatementFile.Of("2026-10-02,-500,,Gym,MANDATE7")), "duplicates").ShouldBe(1);
        Count(await client.ImportAsync(account, StatementFile.Of("2026-10-01,-505,,Gym,MANDATE7")), "imported").ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(-1_505);
    }

    [Fact]
    public async Task A_row_that_was_edited_or_deleted_since_stays_known_by_its_reference()
    {
        var (client, account) = await OpenAsync();
        var file = StatementFile.Of("2026-10-01,-500,,Gym,A1", "2026-10-02,-600,,Gym,A2", "2026-10-03,-700,,Gym,A3");
        await client.ImportAsync(account, file);
        var rows = (await client.GetAsync("transactions"))
            .Ok()
            .EnumerateArray()
            .Select(t => t.GetProperty("transactionId").GetGuid())
            .ToList();
        (await client.PutAsync($"transactions/{rows[0]}", new { amount = 1, date = "2026-01-01" })).Ok();
        (await client.PutAsync($"transactions/{rows[1]}", new { type = "income" })).Ok();
        (await client.DeleteAsync($"transactions/{rows[2]}")).Ok();
        Count(await client.ImportAsync(account, file), "duplicates").ShouldBe(3);
        (await client.BalanceAsync(account)).ShouldBe(599);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("2026-10-01,-1,234.50,Dining,A")]
    [InlineData("2026-10-02,-1")]
    [InlineData("2026-10-02,-1,Dining,A,")]
    public async Task A_row_with_more_or_fewer_cells_than_the_header_is_rejected(string row)
    {
        var (client, account) = await OpenAsync();
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
        var (client, account) = await OpenAsync();
        (await client.UploadAsync(account, File($"{header}\n"))).ShouldFail(400, "wrong_header");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_bad_byte_costs_one_character_and_the_repaired_file_doubles_nothing(bool isMarked)
    {
        var (client, account) = await OpenAsync();
        string[] rows =
        [
            "2026-10-01,-1,Dining,Café Münch",
            "2026-10-02,-2,Dining,नमस्ते",
            "2026-10-03,-4,Dining,Plain",
            "2026-10-04,-8,Dining,Crème",
        ];
        var whole = File(Header + string.Join('\n', rows) + "\n");
        var cut = whole.ToList();
        cut.RemoveAt(whole.AsSpan().IndexOf("é M"u8) + 1);
        byte[] mark = isMarked ? [0xEF, 0xBB, 0xBF] : [];
        var import = await client.ImportAsync(account, [.. mark, .. cut]);
        Count(import, "imported").ShouldBe(4);
        import.GetProperty("note").GetString()!.ShouldContain("line 2");
        var merchants = (await client.GetAsync("transactions")).Ok().EnumerateArray().Select(t => t.GetProperty("merchant").GetString());
        merchants.ShouldBe(["Crème", "Plain", "नमस्ते", "Caf\uFFFD Münch"]);
        Count(await client.ImportAsync(account, whole), "duplicates").ShouldBe(4);
        Count(await client.ImportAsync(account, [.. cut]), "duplicates").ShouldBe(4);
        (await client.BalanceAsync(account)).ShouldBe(-15);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("Café", "é")]
    [InlineData("Kiosk 😀", "😀")]
    [InlineData("Asha’s", "’")]
    [InlineData("5 ₹ shop", "₹")]
    public async Task The_only_character_outside_ASCII_may_be_the_one_that_is_cut(string merchant, string character)
    {
        var (client, account) = await OpenAsync();
        var whole = File($"{Header}2026-10-01,-1,Dining,{merchant}\n2026-10-02,-2,Dining,Bar\n");
        var cut = whole.ToList();
        cut.RemoveAt(whole.AsSpan().IndexOf(Encoding.UTF8.GetBytes(character)) + Encoding.UTF8.GetByteCount(character) - 1);
        var import = await client.ImportAsync(account, [.. cut]);
        import.GetProperty("note").GetString()!.ShouldContain("line 2");
        Count(await client.ImportAsync(account, whole), "duplicates").ShouldBe(2);
        (await client.BalanceAsync(account)).ShouldBe(-3);
    }

    [Fact]
    public async Task Equal_rows_of_a_damaged_file_each_find_their_own_and_a_whole_row_is_not_taken_for_another()
    {
        var (client, account) = await OpenAsync();
        var line = File($"2026-10-01,-5,Dining,Caf")!;
        await client.ImportAsync(
            account,
            [
                .. File($"{Header}2026-10-09,-50,Dining,Rünnér\n"),
                .. line,
                0xC3,
                .. "\n"u8,
                .. line,
                0xC3,
                .. "\n2026-10-02,-50,Dining,Bar\n"u8,
            ]
        );
        var repaired = await client.ImportAsync(account, File($"{Header}2026-10-01,-5,Dining,Café\n2026-10-01,-5,Dining,Café\n"));
        Count(repaired, "duplicates").ShouldBe(2);
        // Of this nothing was broken: a row with another text is another row.
        var whole = await client.ImportAsync(account, File($"{Header}2026-10-02,-50,Dining,Bars\n"));
        Count(whole, "imported").ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_file_after_the_whole_one_doubles_nothing_and_a_new_row_is_new()
    {
        var (client, account) = await OpenAsync();
        await client.ImportAsync(account, File($"{Header}2026-10-01,-1,Dining,Café\n2026-10-01,-1,Dining,Cafë\n"));
        var damaged = await client.ImportAsync(
            account,
            [
                .. File($"{Header}2026-10-01,-1,Dining,Café\n2026-10-04,-1,Dining,Crème brûlée\n2026-10-01,-1,Dining,Caf"),
                0xC3,
                .. "\n2026-10-05,-1,Dining,B"u8,
                0xC3,
                .. "\n"u8,
            ]
        );
        (Count(damaged, "imported"), Count(damaged, "duplicates")).ShouldBe((2, 2));
        (await client.BalanceAsync(account)).ShouldBe(-4);
    }

    [Fact]
    public async Task A_banks_reference_is_shown_and_found()
    {
        var (client, account) = await OpenAsync();
        await client.ImportAsync(account, StatementFile.Of("2026-10-01,-500,,Gym,UTR-9981", "2026-10-02,-600,,Gym,"));
        var found = (await client.GetAsync("transactions?q=utr-99")).Ok();
        found.GetArrayLength().ShouldBe(1);
        found[0].GetProperty("reference").GetString().ShouldBe("UTR-9981");
    }
}
