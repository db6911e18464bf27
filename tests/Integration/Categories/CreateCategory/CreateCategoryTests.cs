using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Categories.CreateCategory;

public sealed class CreateCategoryTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_category_is_added_under_a_parent()
    {
        var client = await product.SignedUpAsync();
        var dining = await client.CategoryAsync("Dining");
        var body = new
        {
            name = " Coffee ",
            kind = "expense",
            parentId = dining,
            icon = "☕",
            color = "#aa5500",
        };
        var created = await client.PostAsync("categories", body, ("Idempotency-Key", "coffee"));
        ((int)created.Status).ShouldBe(201);
        created["name"].GetString().ShouldBe("Coffee");
        created["parentId"].GetGuid().ShouldBe(dining);
        created["isSystem"].GetBoolean().ShouldBeFalse();
        (await client.PostAsync("categories", body, ("Idempotency-Key", "coffee"))).Text.ShouldBe(created.Text);
        (await client.CategoryAsync("Coffee")).ShouldBe(created["categoryId"].GetGuid());
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("""{"name":"dINING","kind":"expense"}""", 409, "category_exists")]
    [InlineData("""{"name":"","kind":"expense"}""", 400, "validation_failed")]
    [InlineData("""{"name":"New","kind":"none"}""", 400, "validation_failed")]
    [InlineData("""{"name":"New","kind":"expense","color":"red"}""", 400, "validation_failed")]
    [InlineData("""{"name":"New","kind":"income","parentId":"DINING"}""", 400, "category_kind")]
    [InlineData("""{"name":"New","kind":"expense","parentId":"CHILD"}""", 400, "validation_failed")]
    [InlineData("""{"name":"New","kind":"expense","parentId":"01a1f927-3e6f-7038-85fa-75dbc21dff39"}""", 404, "not_found")]
    [InlineData("""{"name":"New","kind":"expense","parentId":"00000000-0000-0000-0000-000000000000"}""", 404, "not_found")]
    public async Task What_does_not_fit_is_refused(string body, int status, string code)
    {
        var client = await product.SignedUpAsync();
        var dining = await client.CategoryAsync("Dining");
        var child = (
            await client.PostAsync(
                "categories",
                new
                {
                    name = "Child",
                    kind = "expense",
                    parentId = dining,
                }
            )
        ).Ok().GetProperty("categoryId").GetGuid();
        body = body.Replace("DINING", dining.ToString(), StringComparison.Ordinal)
            .Replace("CHILD", child.ToString(), StringComparison.Ordinal);
        var before = (await client.GetAsync("categories")).Text;
        (await client.PostRawAsync("categories", body)).ShouldFail(status, code);
        (await client.GetAsync("categories")).Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("Food", "Food\u00A0")]
    [InlineData("iletişim", "İletişim")]
    [InlineData("Café", "Cafe\u0301")]
    [InlineData("\uAC00\uAC01", "\u1100\u1161\u1100\u1161\u11A8")]
    [InlineData("\u0958\u0932\u092E", "\u0915\u093C\u0932\u092E")]
    public async Task Equal_names_are_one_category_in_the_API_and_in_a_file(string name, string again)
    {
        var client = await product.SignedUpAsync();
        var id = (await client.PostAsync("categories", new { name, kind = "expense" })).Ok().GetProperty("categoryId").GetGuid();
        (await client.PostAsync("categories", new { name = again, kind = "expense" })).ShouldFail(409, "category_exists");
        (await client.PutAsync($"categories/{id}", new { name = again, icon = "x" }))
            .Ok()
            .GetProperty("name")
            .GetString()
            .ShouldBe(again.Trim());
        var file = System.Text.Encoding.UTF8.GetBytes($"date,amount,category,merchant\n2026-01-01,-1,{name},A\n2026-01-02,-2,{again},A\n");
        var import = await client.ImportAsync(await client.OpenAccountAsync(), file);
        import.GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(2);
        (await client.GetAsync($"transactions?categoryId={id}")).Ok().GetArrayLength().ShouldBe(2);
        (await client.PutAsync($"categories/{id}", new { icon = "y" })).Ok();
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u00A0 \uFEFF")]
    public async Task A_name_has_a_visible_character(string name)
    {
        var client = await product.SignedUpAsync();
        (await client.PostAsync("categories", new { name, kind = "expense" })).ShouldFail(400, "validation_failed");
        (await client.PostAsync("accounts", new { name, type = "cash" })).ShouldFail(400, "validation_failed");
        (await client.PostAsync("goals", new { name, targetAmount = 1 })).ShouldFail(400, "validation_failed");
    }

    [Fact]
    public async Task Income_may_have_the_name_of_an_expense()
    {
        var client = await product.SignedUpAsync();
        (await client.PostAsync("categories", new { name = "Dining", kind = "income" })).Ok();
    }
}
