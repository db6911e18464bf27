using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.CreateToken;

public sealed class CreateTokenTests(Product product) : IClassFixture<Product>
{
    private static readonly string[] Read = ["read"];

    [Fact]
    public async Task A_token_is_shown_once_works_and_is_told_of()
    {
        var person = await product.VerifiedAsync();
        string[] scopes = ["transactions:read", "accounts:read", "accounts:read"];
        string[] networks = ["127.0.0.0/8", "::1"];
        var reply = await person.PostAsync(
            "user/tokens",
            new
            {
                name = "Sheet",
                scopes,
                allowedNetworks = networks,
            }
        );
        var made = reply.Ok();
        ((int)reply.Status).ShouldBe(201);
        reply.Headers.Location!.ToString().ShouldBe("/api/v1/user/tokens");
        made.GetProperty("token").GetString()!.ShouldMatch("^rupaya_pat_[0-9A-Za-z]{46}$");
        made.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(["accounts:read", "transactions:read"]);
        made.GetProperty("allowedNetworks").EnumerateArray().Select(s => s.GetString()).ShouldBe(["127.0.0.0/8", "::1/128"]);
        made.GetProperty("bookId").ValueKind.ShouldBe(JsonValueKind.Null);
        var (created, expires) = (made.GetProperty("createdAt").GetDateTimeOffset(), made.GetProperty("expiresAt").GetDateTimeOffset());
        (expires - created).ShouldBe(TimeSpan.FromDays(90));

        (await person.ProgramOf(made).GetAsync("accounts")).Ok();
        await product.Mail.WaitAsync(person.Email, "A token for a program was made");
        (await product.AuditAsync(person.UserId)).ShouldContain("token.created");
        (await person.GetAsync("user/tokens")).Text.ShouldNotContain("rupaya_pat_");
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var person = await product.VerifiedAsync();
        async Task<IEnumerable<string>> FieldsAsync(object request) => (await person.PostAsync("user/tokens", request)).Fields;
        (await FieldsAsync(new { })).ShouldBe(["name", "scopes"], ignoreOrder: true);
        (await FieldsAsync(new { name = "A", scopes = Array.Empty<string>() })).ShouldBe(["scopes"]);
        foreach (var wrong in new[] { "transactions", "nothing:read", "READ", "auth:read", "admin:write", "" })
        {
            string[] scopes = ["read", wrong];
            (await person.PostAsync("user/tokens", new { name = "A", scopes })).ShouldFail(400, "unknown_scope");
        }
        var now = TimeProvider.System.GetUtcNow();
        (
            await FieldsAsync(
                new
                {
                    name = "A",
                    scopes = Read,
                    expiresAt = now,
                }
            )
        ).ShouldBe(["expiresAt"]);
        (
            await FieldsAsync(
                new
                {
                    name = "A",
                    scopes = Read,
                    expiresAt = now.AddDays(367),
                }
            )
        ).ShouldBe(["expiresAt"]);
        foreach (var wrong in new[] { "10.0.0.0/33", "example.org", "" })
        {
            string[] allowedNetworks = [wrong];
            (
                await FieldsAsync(
                    new
                    {
                        name = "A",
                        scopes = Read,
                        allowedNetworks,
                    }
                )
            ).ShouldBe(["allowedNetworks"]);
        }
        var many = Enumerable.Range(0, 11).Select(i => $"10.0.0.{i}");
        (
            await FieldsAsync(
                new
                {
                    name = "A",
                    scopes = Read,
                    allowedNetworks = many,
                }
            )
        ).ShouldBe(["allowedNetworks"]);
    }

    [Fact]
    public async Task Every_scope_that_is_promised_is_taken()
    {
        var person = await product.VerifiedAsync();
        string[] areas =
        [
            "accounts",
            "transactions",
            "categories",
            "budgets",
            "goals",
            "recurring",
            "imports",
            "analytics",
            "wallet",
            "rates",
            "sync",
            "notifications",
            "webhooks",
            "books",
            "files",
        ];
        string[] scopes = ["read", "write", "export:read", .. areas.SelectMany(a => new[] { $"{a}:read", $"{a}:write" })];
        (await person.TokenAsync(scopes)).TokenId.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task A_foreign_book_is_an_unknown_book_and_an_export_is_of_all()
    {
        var (person, other) = (await product.VerifiedAsync(), await product.SignedUpAsync());
        var request = new
        {
            name = "A",
            scopes = Read,
            bookId = await other.DefaultBookAsync(),
        };
        (await person.PostAsync("user/tokens", request)).ShouldFail(404, "not_found");
        string[] scopes = ["export:read"];
        (
            await person.PostAsync(
                "user/tokens",
                new
                {
                    name = "A",
                    scopes,
                    bookId = await person.DefaultBookAsync(),
                }
            )
        ).Fields.ShouldBe(["bookId"]);
    }

    [Fact]
    public async Task An_address_that_nobody_has_shown_to_be_theirs_gets_none() =>
        (await (await product.SignedUpAsync()).PostAsync("user/tokens", new { name = "A", scopes = Read })).ShouldFail(
            403,
            "email_unverified"
        );

    [Fact]
    public async Task Fifty_are_enough_also_when_they_are_asked_for_at_once()
    {
        var person = await product.VerifiedAsync();
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 55).Select(i => person.PostAsync("user/tokens", new { name = $"T{i}", scopes = Read }))
        );
        replies.Count(r => (int)r.Status == 201).ShouldBe(50);
        replies.Where(r => (int)r.Status != 201).ShouldAllBe(r => r.Code == "token_limit");
        var one = (await person.GetAsync("user/tokens")).Ok()[0].GetProperty("tokenId").GetGuid();
        (await person.DeleteAsync($"user/tokens/{one}")).Ok();
        (await person.TokenAsync("read")).TokenId.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task A_key_for_repeating_is_not_kept_for_it_would_keep_the_token()
    {
        var person = await product.VerifiedAsync();
        var key = ("Idempotency-Key", "the-same");
        var first = (await person.PostAsync("user/tokens", new { name = "A", scopes = Read }, key)).Ok();
        var second = (await person.PostAsync("user/tokens", new { name = "A", scopes = Read }, key)).Ok();
        second.GetProperty("tokenId").GetGuid().ShouldNotBe(first.GetProperty("tokenId").GetGuid());
    }
}
