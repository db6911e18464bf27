using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Rates.ListRates;

public sealed class ListRatesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_books_own_rates_are_listed_newest_first_and_nobody_elses()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        foreach (var (currency, day) in new[] { ("USD", "2026-11-18"), ("EUR", "2026-11-20"), ("USD", "2026-11-19") })
        {
            var rate = new
            {
                @base = currency,
                quote = "INR",
                date = day,
                rate = 80,
            };
            (await client.PutAsync("rates", rate)).Ok();
        }
        string[] Dates(Reply reply) => [.. reply.Ok().EnumerateArray().Select(r => r.GetProperty("date").GetString()!)];
        Dates(await client.GetAsync("rates")).ShouldBe(["2026-11-20", "2026-11-19", "2026-11-18"]);
        Dates(await client.GetAsync("rates?base=USD")).ShouldBe(["2026-11-19", "2026-11-18"]);
        Dates(await client.GetAsync("rates?base=USD&quote=INR&date=2026-11-18")).ShouldBe(["2026-11-18"]);
        var first = await client.GetAsync("rates?limit=1");
        var second = await client.GetAsync(first.Headers.GetValues("Link").Single().Split('<', '>')[1]);
        Dates(second).ShouldBe(["2026-11-19"]);
        var third = await client.GetAsync(second.Headers.GetValues("Link").Single().Split('<', '>')[1]);
        Dates(third).ShouldBe(["2026-11-18"]);
        third.Headers.Contains("Link").ShouldBeFalse();
        (await client.GetAsync("rates?cursor=rubbish")).ShouldFail(400, "invalid_cursor");
        Dates(await stranger.GetAsync("rates")).ShouldBeEmpty();
        (await client.GetAsync("rates?limit=1000000")).ShouldFail(400, "validation_failed");
        (await client.GetAsync("rates?base=dollars")).ShouldFail(400, "validation_failed");
    }
}
