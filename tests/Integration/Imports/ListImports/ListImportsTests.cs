using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.ListImports;

public sealed class ListImportsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Imports_are_listed_newest_first_a_page_at_a_time()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var made = new List<Guid>();
        for (var i = 1; i <= 5; i++)
        {
            made.Add(
                (await client.ImportAsync(account, StatementFile.Of($"2026-01-0{i},-1.00,Dining,Cafe,R{i}")))
                    .GetProperty("importId")
                    .GetGuid()
            );
        }
        var listed = await client.PagesAsync("imports?limit=2");
        listed.Select(i => i.GetProperty("importId").GetGuid()).ShouldBe(made.AsEnumerable().Reverse());
        listed.ShouldAllBe(i =>
            i.GetProperty("status").GetString() == "completed" && i.GetProperty("counts").GetProperty("imported").GetInt32() == 1
        );
        (await (await product.SignedUpAsync()).GetAsync("imports")).Ok().GetArrayLength().ShouldBe(0);
        (await client.GetAsync("imports?cursor=x")).Fields.ShouldBe(["cursor"]);
    }

    [Theory]
    [InlineData("2026-01-01,-1.00,Dining,Cafe,R1", "import.completed", "1 of 1 rows are new, 0 were known, 0 rejected.")]
    [InlineData(
        "2026-01-01,-1.00,Dining,Cafe,R1\n2026-01-01,-1.00,Dining,Cafe,R1",
        "import.completed",
        "1 of 2 rows are new, 1 were known, 0 rejected."
    )]
    [InlineData("someday,-1.00,Dining,Cafe,R1", "import.completed", "0 of 1 rows are new, 0 were known, 1 rejected.")]
    public async Task Who_uploaded_a_file_is_told_when_it_is_in_and_nobody_else(string rows, string kind, string body)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var friend = await product.SignedUpAsync();
        var book = await client.DefaultBookAsync();
        (await client.PostAsync($"books/{book}/invitations", new { email = friend.Email, role = "editor" })).Ok();
        (await friend.PostAsync("books/invitations/accept", new { token = await product.Mail.TokenAsync(friend.Email, "invited") })).Ok();
        friend.BookId = book.ToString();
        var import = await friend.ImportAsync(account, StatementFile.Of(rows.Split('\n')));
        var told = (await friend.GetAsync("notifications"))
            .Ok()
            .EnumerateArray()
            .Where(n => n.GetProperty("kind").GetString()!.StartsWith("import", StringComparison.Ordinal))
            .ToList();
        told.Count.ShouldBe(1);
        told[0].GetProperty("kind").GetString().ShouldBe(kind);
        told[0].GetProperty("body").GetString().ShouldBe(body);
        told[0].GetProperty("data").GetProperty("importId").GetGuid().ShouldBe(import.GetProperty("importId").GetGuid());
        (await client.GetAsync("notifications")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_import_says_why_to_who_uploaded_it()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        // One row larger than any reader takes.
        var import = await client.ImportAsync(account, StatementFile.Of($"2026-01-01,-1.00,Dining,{new string('x', 300_000)},R1"));
        import.GetProperty("status").GetString().ShouldBe("failed");
        var told = (await client.GetAsync("notifications")).Ok()[0];
        told.GetProperty("kind").GetString().ShouldBe("import.failed");
        told.GetProperty("body").GetString().ShouldBe(import.GetProperty("problems")[0].GetProperty("message").GetString());
    }
}
