using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>Answers in part, and the tags of parts.</summary>
public sealed class FieldsTests(Product product) : IClassFixture<Product>
{
    private static string[] Names(JsonElement item) => [.. item.EnumerateObject().Select(m => m.Name)];

    [Fact]
    public async Task Only_the_members_that_are_asked_for_are_sent_of_items_and_of_lists()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100.50m);
        var part = (await client.GetAsync($"accounts/{account}?fields=currentBalance,NAME")).Ok();
        Names(part).ShouldBe(["name", "currentBalance"]);
        part.GetProperty("currentBalance").GetRawText().ShouldBe("100.5");
        Names((await client.GetAsync("accounts?fields=accountId")).Ok()[0]).ShouldBe(["accountId"]);
        (await client.ExpenseAsync(account, 1)).Ok();
        (await client.ExpenseAsync(account, 2)).Ok();
        var page = await client.GetAsync("transactions?fields=amount,splits&limit=1");
        Names(page.Ok()[0]).ShouldBe(["amount", "splits"]);
        page.Headers.GetValues("Link").Single().ShouldContain("fields=amount");
        Names((await client.GetAsync("analytics/dashboard?period=month&fields=income")).Ok()).ShouldBe(["income"]);
        Names((await client.GetAsync("/api/v1/?fields=commit")).Ok()).ShouldBe(["commit"]);
    }

    [Fact]
    public async Task A_part_has_a_tag_of_its_own_and_a_write_takes_it_for_the_version()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        foreach (
            var path in new[]
            {
                $"accounts/{account}?fields=name",
                "analytics/dashboard?period=month&fields=income",
                "transactions/summary?fields=count",
            }
        )
        {
            var part = await client.GetAsync(path);
            var whole = await client.GetAsync(path.Replace("fields=", "x=", StringComparison.Ordinal));
            var (tag, all) = (part.Headers.ETag!.ToString(), whole.Headers.ETag!.ToString());
            tag.ShouldNotBe(all);
            ((int)(await client.GetAsync(path, ("If-None-Match", tag))).Status).ShouldBe(304);
            ((int)(await client.GetAsync(path, ("If-None-Match", $"\"other\", W/{tag}"))).Status).ShouldBe(304);
            (await client.GetAsync(path, ("If-None-Match", all))).Ok();
            (await client.GetAsync(path.Replace("fields=", "x=", StringComparison.Ordinal), ("If-None-Match", tag))).Ok();
            (await client.GetAsync(path.Replace("fields=", "fields=currency,", StringComparison.Ordinal), ("If-None-Match", tag))).Ok();
        }
        var of = (await client.GetAsync($"accounts/{account}?fields=name")).Headers.ETag!.ToString();
        (await client.PutAsync($"accounts/{account}", new { name = "New" }, ("If-Match", of))).Ok();
        (await client.PutAsync($"accounts/{account}", new { name = "Newer" }, ("If-Match", of))).ShouldFail(412, "stale_version");
    }

    [Theory]
    [InlineData("accounts?fields=name,currentBalanse", "currentBalanse is not known: currentBalance is.")]
    [InlineData("accounts?fields=", " is not known.")]
    [InlineData("books?fields=nothingAtAll", "nothingAtAll is not known.")]
    public async Task An_unknown_field_is_named_with_the_nearest(string path, string sentence)
    {
        var reply = await (await product.SignedUpAsync()).GetAsync(path);
        reply.ShouldFail(400, "unknown_field");
        reply["errors"].GetProperty("fields")[0].GetString().ShouldBe(sentence);
    }

    [Fact]
    public async Task What_answers_no_members_does_not_know_fields()
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync("analytics/export?format=csv&fields=amount", ("Prefer", "handling=strict"))).ShouldFail(
            400,
            "unknown_parameter"
        );
        (await client.GetAsync("accounts?fields=name", ("Prefer", "handling=strict"))).Ok();
        (await client.GetAsync("accounts?felds=name", ("Prefer", "handling=strict")))["errors"]
            .GetProperty("felds")[0]
            .GetString()
            .ShouldBe("felds is not known: fields is.");
    }
}
