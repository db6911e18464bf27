using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>Texts of few characters and very many bytes.</summary>
public sealed class LongTextTests(Product product) : IClassFixture<Product>
{
    /// <summary>A letter with so many marks.</summary>
    private static string Marked(int letters, int marks) => string.Concat(Enumerable.Repeat("a" + new string('\u0301', marks), letters));

    private static string Family(int count) =>
        string.Concat(Enumerable.Repeat("\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66", count));

    [Fact]
    public async Task A_hundred_families_are_a_name()
    {
        var client = await product.SignedUpAsync();
        (await client.PostAsync("categories", new { name = Family(100), kind = "expense" })).Ok();
        (await client.PostAsync("categories", new { name = Family(101), kind = "expense" })).Fields.ShouldBe(["name"]);
        (await client.PostAsync("accounts", new { name = Family(100), type = "cash" })).Ok();
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(100, 15)]
    [InlineData(2, 5000)]
    public async Task Marks_without_end_are_refused_before_they_break_an_index(int letters, int marks)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var text = Marked(letters, marks);
        (await client.PostAsync("categories", new { name = text, kind = "expense" })).Fields.ShouldBe(["name"]);
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    type = "expense",
                    amount = 1,
                    tags = new[] { text[..(text.Length / 2)] },
                }
            )
        ).Fields.ShouldBe(["tags"]);
        var device = new
        {
            email = "a@b.example",
            password = "SecurePass123!",
            deviceId = Marked(2 * letters, marks),
        };
        (await client.PostAsync("auth/signup", device)).Fields.ShouldBe(["deviceId"]);
    }

    [Fact]
    public async Task A_word_longer_than_an_index_holds_does_not_stop_the_search()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var (word, dice) = (new System.Text.StringBuilder(), new SeededRandom(7));
        for (var i = 0; i < 500; i++)
        {
            // Random, so that compression is of no help.
            word.Append(char.ConvertFromUtf32(0x20000 + dice.Next(40_000)));
        }
        var sent = new
        {
            accountId = account,
            type = "expense",
            amount = 1,
            description = word.ToString(),
            merchant = "Findable",
        };
        (await client.PostAsync("transactions", sent)).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        (await client.GetAsync("transactions?q=findable")).Ok().GetArrayLength().ShouldBe(1);
    }
}
