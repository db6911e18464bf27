using Rupaya.Domain.Imports;
using Rupaya.Integration.Fixtures;
using static Rupaya.Integration.Imports.ImportSteps;

namespace Rupaya.Integration.Imports.GetImport;

/// <summary>What a bank's reference tells of a row, and what it does not.</summary>
public sealed class ImportReferenceTests(Product product) : IClassFixture<Product>
{
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
        var (client, account) = await product.OpenedAsync();
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
        var (client, account) = await product.OpenedAsync();
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
        var (client, account) = await product.OpenedAsync();
        var file = StatementFile.Of(
            $"2026-10-01,-20,,Chai,{word}",
            $"2026-10-05,-30,,Auto,{word}",
            $"2026-10-05,-30,,Taxi,{word}",
            $"2026-10-01,-20,,Cake,{word}"
        );
        await client.ImportAsync(account, file);
        // As release 0.1 knew them: the first by its reference, the others by it with date and amount, each with its number.
        var by = new RowIdentity(account);
        var first = new StatementRow(2, new DateOnly(2026, 10, 1), -20, null, null, "Chai", null, word);
        await KnowAsync(account, "Chai", by.Of(first, -20).Reference!.Value);
        by = new RowIdentity(account);
        await KnowAsync(account, "Auto", by.Detailed(word, new RowFacts(new DateOnly(2026, 10, 5), -30)));
        await KnowAsync(account, "Taxi", by.Detailed(word, new RowFacts(new DateOnly(2026, 10, 5), -30)));
        await KnowAsync(account, "Cake", by.Detailed(word, new RowFacts(new DateOnly(2026, 10, 1), -20)));

        Count(await client.ImportAsync(account, file), "duplicates").ShouldBe(4);
        (await client.BalanceAsync(account)).ShouldBe(-100);
        var more = StatementFile.Of(
            $"2026-10-05,-30,,Auto,{word}",
            $"2026-10-05,-30,,Taxi,{word}",
            $"2026-10-05,-30,,Metro,{word}",
            $"2026-10-06,-40,,Bus,{word}"
        );
        Count(await client.ImportAsync(account, more), "imported").ShouldBe(2);
        (await client.BalanceAsync(account)).ShouldBe(-170);
    }

    private Task<int> KnowAsync(Guid account, string merchant, Guid identity) =>
        product.Database.RunAsync(
            $"update transactions set import_identity = '{identity}' where account_id = '{account}' and merchant = '{merchant}'"
        );

    [Fact]
    public async Task What_one_order_paid_to_several_is_all_there_and_known_when_it_comes_again()
    {
        var (client, account) = await product.OpenedAsync();
        string[] rows = ["2026-10-01,-500,,Asha,BATCH-17", "2026-10-01,-500,,Ravi,BATCH-17", "2026-10-01,-500,,Mira,BATCH-17"];
        Count(await client.ImportAsync(account, StatementFile.Of(rows)), "imported").ShouldBe(3);
        Count(await client.ImportAsync(account, StatementFile.Of([.. rows.Reverse()])), "duplicates").ShouldBe(3);
        Count(await client.ImportAsync(account, StatementFile.Of(rows[1])), "duplicates").ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(-1_500);
    }

    [Fact]
    public async Task A_shared_reference_is_known_in_any_order_and_in_part()
    {
        var (client, account) = await product.OpenedAsync();
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
        var (client, account) = await product.OpenedAsync();
        await client.ImportAsync(account, StatementFile.Of("2026-10-01,-500,,Gym,MANDATE7"));
        Count(await client.ImportAsync(account, StatementFile.Of("2026-11-01,-500,,Gym,MANDATE7")), "imported").ShouldBe(1);
        Count(await client.ImportAsync(account, StatementFile.Of("2026-10-02,-500,,Gym,MANDATE7")), "duplicates").ShouldBe(1);
        Count(await client.ImportAsync(account, StatementFile.Of("2026-10-01,-505,,Gym,MANDATE7")), "imported").ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(-1_505);
    }

    [Fact]
    public async Task A_row_that_was_edited_or_deleted_since_stays_known_by_its_reference()
    {
        var (client, account) = await product.OpenedAsync();
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

    [Fact]
    public async Task A_banks_reference_is_shown_and_found()
    {
        var (client, account) = await product.OpenedAsync();
        await client.ImportAsync(account, StatementFile.Of("2026-10-01,-500,,Gym,UTR-9981", "2026-10-02,-600,,Gym,"));
        var found = (await client.GetAsync("transactions?q=utr-99")).Ok();
        found.GetArrayLength().ShouldBe(1);
        found[0].GetProperty("reference").GetString().ShouldBe("UTR-9981");
    }
}
