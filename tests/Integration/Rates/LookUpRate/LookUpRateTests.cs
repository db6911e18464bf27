using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Figures.Rates;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Rates.LookUpRate;

public sealed class LookUpRateTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> Ask(Client client, string from, string to, string date = "2026-11-20") =>
        client.GetAsync($"rates/lookup?base={from}&quote={to}&date={date}");

    private Task<int> StoreAsync(params RateQuote[] quotes) => product.Host.Get<ProviderRates>().StoreAsync(quotes, CancellationToken.None);

    [Fact]
    public async Task The_books_own_rate_comes_before_the_providers_and_a_missing_one_is_named()
    {
        var client = await product.SignedUpAsync();
        (await Ask(client, "CHF", "INR")).ShouldFail(404, "rate_missing");
        var day = new DateOnly(2026, 11, 19);
        await StoreAsync(new RateQuote("EUR", "CHF", day, 0.8m), new RateQuote("EUR", "INR", day, 100));
        var found = (await Ask(client, "CHF", "INR")).Ok();
        found.GetProperty("rate").GetDecimal().ShouldBe(125);
        found.GetProperty("asOf").GetString().ShouldBe("2026-11-19");
        found.GetProperty("source").GetString().ShouldBe("provider");
        var own = new
        {
            @base = "INR",
            quote = "CHF",
            date = "2026-11-15",
            rate = 0.01,
        };
        (await client.PutAsync("rates", own)).Ok();
        (await Ask(client, "CHF", "INR")).Ok().GetProperty("rate").GetDecimal().ShouldBe(100);
        (await Ask(client, "CHF", "INR")).Ok().GetProperty("source").GetString().ShouldBe("book");
        // After a week the own one is too old, and the provider's as well.
        (await Ask(client, "CHF", "INR", "2026-11-23"))
            .Ok()
            .GetProperty("source")
            .GetString()
            .ShouldBe("provider");
        (await Ask(client, "CHF", "INR", "2026-11-27")).ShouldFail(404, "rate_missing");
        // Another book does not see it.
        (await Ask(await product.SignedUpAsync(), "CHF", "INR"))
            .Ok()
            .GetProperty("rate")
            .GetDecimal()
            .ShouldBe(125);
        (await Ask(client, "francs", "INR")).ShouldFail(400, "validation_failed");
        (await client.GetAsync("rates/lookup?base=USD")).ShouldFail(400, "validation_failed");
    }

    [Fact]
    public async Task A_rate_makes_what_rests_on_it_void_at_once_the_providers_as_well()
    {
        var client = await product.SignedUpAsync();
        var tag = (await client.GetAsync("analytics/dashboard?period=month")).Headers.ETag!.ToString();
        ((int)(await client.GetAsync("analytics/dashboard?period=month", ("If-None-Match", tag))).Status).ShouldBe(304);
        var day = new DateOnly(2020, 1, 1);
        await StoreAsync(new RateQuote("EUR", "SEK", day, 10));
        var after = await client.GetAsync("analytics/dashboard?period=month", ("If-None-Match", tag));
        ((int)after.Status).ShouldBe(200);
        // The same rates again change nothing.
        tag = after.Headers.ETag!.ToString();
        await StoreAsync(new RateQuote("EUR", "SEK", day, 10));
        ((int)(await client.GetAsync("analytics/dashboard?period=month", ("If-None-Match", tag))).Status).ShouldBe(304);
    }
}
