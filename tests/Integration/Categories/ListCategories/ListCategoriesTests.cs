using Rupaya.Domain.Books;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Categories.ListCategories;

public sealed class ListCategoriesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_new_book_has_the_default_set_and_the_sentinel_is_not_in_it()
    {
        var client = await product.SignedUpAsync();
        var list = (await client.GetAsync("categories")).Ok().EnumerateArray().ToList();
        list.Where(c => c.GetProperty("kind").GetString() == "expense")
            .Select(c => c.GetProperty("name").GetString())
            .ShouldBe(DefaultCategories.Expense, ignoreOrder: true);
        list.Where(c => c.GetProperty("kind").GetString() == "income")
            .Select(c => c.GetProperty("name").GetString())
            .ShouldBe(DefaultCategories.Income, ignoreOrder: true);
        list.ShouldAllBe(c => c.GetProperty("isSystem").GetBoolean());
    }
}
