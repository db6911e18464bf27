using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Rates.RemoveRate;

public sealed class RemoveRateTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_rate_is_removed_once()
    {
        var client = await product.SignedUpAsync();
        var rate = new
        {
            @base = "USD",
            quote = "INR",
            date = "2026-11-20",
            rate = 80,
        };
        (await client.PutAsync("rates", rate)).Ok();
        const string Path = "rates?base=USD&quote=INR&date=2026-11-20";
        ((int)(await client.DeleteAsync(Path)).Status).ShouldBe(204);
        (await client.DeleteAsync(Path)).ShouldFail(404, "not_found");
        (await client.GetAsync("rates")).Ok().GetArrayLength().ShouldBe(0);
        (await client.DeleteAsync("rates?base=USD&quote=INR")).ShouldFail(400, "validation_failed");
        await product.ShouldBeConsistentAsync();
    }
}
