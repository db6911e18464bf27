using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Rates.SetRate;

public sealed class SetRateTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_rate_is_set_replaced_and_numbered_as_a_change()
    {
        var client = await product.SignedUpAsync();
        var first = (await Put(client, "USD", "INR", 80)).Ok();
        var second = (await Put(client, "USD", "INR", 81.123456789012m)).Ok();
        second.GetProperty("version").GetInt64().ShouldBe(first.GetProperty("version").GetInt64() + 1);
        var listed = (await client.GetAsync("rates")).Ok();
        listed.GetArrayLength().ShouldBe(1);
        listed[0].GetProperty("rate").GetDecimal().ShouldBe(81.123456789012m);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("USD", "USD", "1", "2026-11-20", "quote")]
    [InlineData("US", "INR", "1", "2026-11-20", "base")]
    [InlineData("USD", "XXX", "1", "2026-11-20", "quote")]
    [InlineData("USD", "INR", "0", "2026-11-20", "rate")]
    [InlineData("USD", "INR", "-1", "2026-11-20", "rate")]
    [InlineData("USD", "INR", "1e10", "2026-11-20", "rate")]
    [InlineData("USD", "INR", "0.0000000000001", "2026-11-20", "rate")]
    [InlineData("USD", "INR", "1", "2026-02-30", "date")]
    public async Task A_wrong_rate_is_refused(string from, string to, string rate, string date, string field)
    {
        var client = await product.SignedUpAsync();
        var body = new StringContent(
            $$"""{"base":"{{from}}","quote":"{{to}}","date":"{{date}}","rate":{{rate}}}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        var reply = await client.SendAsync(HttpMethod.Put, "rates", body, []);
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldBe([field]);
        (await client.GetAsync("rates")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_viewer_may_not() =>
        (await Put(await product.MemberAsync(await product.SignedUpAsync(), "viewer"), "USD", "INR", 1)).ShouldFail(403, "forbidden");

    private static Task<Reply> Put(Client client, string from, string to, decimal rate) =>
        client.PutAsync(
            "rates",
            new
            {
                @base = from,
                quote = to,
                date = "2026-11-20",
                rate,
            }
        );
}
