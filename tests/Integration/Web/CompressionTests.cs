using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>What is compressed, and what never is.</summary>
public sealed class CompressionTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_long_list_is_compressed_to_the_same_bytes(string coding)
    {
        var client = await product.SignedUpAsync();
        using var answer = await AskAsync(client, HttpMethod.Get, "categories", coding);
        answer.Content.Headers.ContentEncoding.ShouldBe([coding]);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        var plain = (await client.GetAsync("categories")).Text;
        (await TextAsync(answer, coding)).ShouldBe(plain);
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeLessThan(plain.Length / 2);
    }

    [Fact]
    public async Task What_is_short_is_sent_as_it_is()
    {
        var client = await product.SignedUpAsync();
        await ShouldBePlainAsync(client, HttpMethod.Get, "accounts");
    }

    [Fact]
    public async Task An_answer_with_a_secret_is_never_compressed()
    {
        var client = await product.VerifiedAsync();
        // Long enough, so that its length is not why.
        string[] scopes = [.. Enumerable.Repeat("transactions:read", 60)];
        await ShouldBePlainAsync(client, HttpMethod.Post, "user/tokens", new { name = new string('n', 100), scopes });
        for (var i = 0; i < 12; i++)
        {
            (await client.PostAsync("user/tokens", new { name = new string('n', 100), scopes })).Ok();
        }
        (await client.GetAsync("user/tokens")).Text.Length.ShouldBeGreaterThan(1024);
        await ShouldBePlainAsync(client, HttpMethod.Get, "user/tokens");
        (await client.GetAsync("user/security")).Ok();
        await ShouldBePlainAsync(client, HttpMethod.Get, "user/security");
        var credentials = new
        {
            email = client.Email,
            password = Client.Password,
            deviceId = "phone",
            deviceName = new string('d', 150),
            session = "cookie",
        };
        await ShouldBePlainAsync(client, HttpMethod.Post, "auth/signin", credentials);
        string[] events = ["transaction.created"];
        var url = $"https://receiver.example/{new string('p', 1500)}";
        var made = new { url, events };
        await ShouldBePlainAsync(client, HttpMethod.Post, "webhooks", made);
    }

    private static async Task ShouldBePlainAsync(Client client, HttpMethod method, string path, object? body = null)
    {
        using var answer = await AskAsync(client, method, path, "br, gzip", body);
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    private static async Task<HttpResponseMessage> AskAsync(
        Client client,
        HttpMethod method,
        string path,
        string coding,
        object? body = null
    )
    {
        using var http = new HttpClient { BaseAddress = client.Address };
        using var ask = new HttpRequestMessage(method, $"/api/v1/{path}");
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", client.Token);
        ask.Headers.Add("Accept-Encoding", coding);
        if (body is not null)
        {
            ask.Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        }
        return await http.SendAsync(ask);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, string coding)
    {
        await using var bytes = await answer.Content.ReadAsStreamAsync();
        await using Stream opened =
            coding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress);
        using var reader = new StreamReader(opened);
        return await reader.ReadToEndAsync();
    }
}
