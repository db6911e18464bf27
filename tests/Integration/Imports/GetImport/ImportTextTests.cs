using System.Text;
using Rupaya.Domain.Imports;
using Rupaya.Integration.Fixtures;
using static Rupaya.Integration.Imports.ImportSteps;

namespace Rupaya.Integration.Imports.GetImport;

/// <summary>What becomes of characters that a file has lost.</summary>
public sealed class ImportTextTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_bad_byte_costs_one_character_and_the_repaired_file_doubles_nothing(bool isMarked)
    {
        var (client, account) = await product.OpenedAsync();
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
        var (client, account) = await product.OpenedAsync();
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
        var (client, account) = await product.OpenedAsync();
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
        var (client, account) = await product.OpenedAsync();
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
}
