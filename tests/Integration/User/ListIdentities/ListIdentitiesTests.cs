using System.IO.Compression;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.ListIdentities;

public sealed class ListIdentitiesTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    [Fact]
    public async Task Each_is_told_as_its_provider_is_called_today()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        var identity = (await client.GetAsync("user/identities")).Ok().EnumerateArray().ShouldHaveSingleItem();
        identity.GetProperty("provider").GetString().ShouldBe("bent");
        identity.GetProperty("displayName").GetString().ShouldBe("Bent");
        identity.GetProperty("email").GetString().ShouldBe(person.Email);
        identity.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBe(identity.GetProperty("createdAt").GetDateTimeOffset());
        (await product.SignInAsync("bent", product.Bent, person)).Ok();
        var used = (await client.GetAsync("user/identities")).Ok()[0];
        used.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBeGreaterThan(used.GetProperty("createdAt").GetDateTimeOffset());
        (await (await product.VerifiedAsync()).GetAsync("user/identities")).Ok().GetArrayLength().ShouldBe(0);
        (await client.PostAsync("auth/signout", null)).Ok();
        (await client.GetAsync("user/identities")).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task They_are_exported_and_go_with_their_owner()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        using var zip = new ZipArchive(new MemoryStream(await client.DownloadAsync("user/export")));
        await using var entry = await zip.GetEntry("identities.json")!.OpenAsync();
        var exported = (await JsonDocument.ParseAsync(entry)).RootElement.EnumerateArray().ShouldHaveSingleItem();
        exported.GetProperty("subject").GetString().ShouldBe(person.Subject);
        exported.GetProperty("issuer").GetString().ShouldBe(product.Bent.Issuer);
        exported.GetProperty("email").GetString().ShouldBe(person.Email);

        // What is personal is not readable in the rows.
        var plain = await product.Database.ScalarAsync<long>(
            "select count(*) from user_identities where user_id = $1 and position($2::bytea in email) > 0",
            client.UserId,
            System.Text.Encoding.UTF8.GetBytes(person.Email!)
        );
        plain.ShouldBe(0);
        await product.Database.RunAsync($"update users set erase_at = now() where user_id = '{client.UserId}'");
        await Wait.ForAsync(
            () => product.Database.ScalarAsync<long>("select count(*) from user_identities where user_id = $1", client.UserId),
            n => n == 0,
            seconds: 60
        );
        (await product.SignInAsync("bent", product.Bent, person)).Ok().GetProperty("userId").GetGuid().ShouldNotBe(client.UserId);
    }
}
