using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Info.ApiInfo;

public sealed class ApiInfoTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Name_and_version_are_public()
    {
        var info = (await product.Client().GetAsync("/api/v1/")).Ok();
        info.GetProperty("name").GetString().ShouldBe("Rupaya");
        info.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
    }
}
