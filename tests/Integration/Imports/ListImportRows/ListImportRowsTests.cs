using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.ListImportRows;

public sealed class ListImportRowsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Each_row_tells_its_verdict_and_reason()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var file = StatementFile.Of("2026-01-01,-10.00,Dining,Cafe,R1", "2026-13-01,-1,Dining,Cafe,R2", "2026-01-01,-10.00,Dining,Cafe,R1");
        var import = (await client.ImportAsync(account, file)).GetProperty("importId").GetGuid();
        var rows = (await client.GetAsync($"imports/{import}/rows")).Ok();
        rows.EnumerateArray()
            .Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("verdict").GetString()))
            .ShouldBe([(2, "imported"), (3, "rejected"), (4, "duplicate")]);
        rows[1].GetProperty("field").GetString().ShouldBe("date");
        (await client.GetAsync($"imports/{import}/rows?verdict=rejected")).Ok().GetArrayLength().ShouldBe(1);
        var page = await client.GetAsync($"imports/{import}/rows?limit=2");
        page.Headers.GetValues("Link").Single().ShouldContain("cursor=3");
        (await client.GetAsync($"imports/{import}/rows?cursor=3")).Ok().GetArrayLength().ShouldBe(1);
        (await client.GetAsync($"imports/{import}/rows?verdict=lost")).ShouldFail(400, "validation_failed");
        (await client.GetAsync($"imports/{Guid.CreateVersion7()}/rows")).ShouldFail(404, "not_found");
    }
}
