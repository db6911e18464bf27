using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Categories.UpdateCategory;

public sealed class UpdateCategoryTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_rename_shows_everywhere_and_changes_the_tag_of_what_is_in_it()
    {
        var client = await product.SignedUpAsync();
        var dining = await client.CategoryAsync("Dining");
        var id = (await client.ExpenseAsync(await client.OpenAccountAsync(), 5, dining)).Ok().GetProperty("transactionId").GetGuid();
        var etag = (await client.GetAsync($"transactions/{id}")).Headers.ETag!.ToString();
        (await client.PutAsync($"categories/{dining}", new { name = "Eating out", color = "#ffffff" })).Ok();
        var shown = await client.GetAsync($"transactions/{id}", ("If-None-Match", etag));
        shown["categoryName"].GetString().ShouldBe("Eating out");
        (await client.PutAsync($"categories/{dining}", new { color = (string?)null }))
            .Ok()
            .GetProperty("color")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await client.PutAsync($"categories/{dining}", new { name = "EATING OUT" })).Ok();
    }

    [Fact]
    public async Task A_stale_or_impossible_change_is_refused()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (dining, travel) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Travel"));
        (await client.PutAsync($"categories/{dining}", new { name = "travel" })).ShouldFail(409, "category_exists");
        (await client.PutAsync($"categories/{dining}", new { parentId = dining })).ShouldFail(400, "validation_failed");
        (await client.PutAsync($"categories/{dining}", new { parentId = await client.CategoryAsync("Salary", "income") })).ShouldFail(
            400,
            "category_kind"
        );
        (await client.PutAsync($"categories/{dining}", new { parentId = travel })).Ok();
        (await client.PutAsync($"categories/{travel}", new { parentId = await client.CategoryAsync("Health") })).ShouldFail(
            400,
            "validation_failed"
        );
        (await client.PutAsync($"categories/{dining}", new { name = "X" }, ("If-Match", "\"1-0\""))).ShouldFail(412, "stale_version");
        (await stranger.PutAsync($"categories/{dining}", new { name = "X" })).ShouldFail(404, "not_found");
        (await client.PutAsync($"categories/{Guid.Empty}", new { name = "X" })).ShouldFail(404, "not_found");
    }
}
