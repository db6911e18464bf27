using System.Net.Http.Headers;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Notifications.StreamNotifications;

public sealed class StreamNotificationsTests(Product product) : IClassFixture<Product>
{
    private async Task<(Client Client, Guid Account)> PersonAsync()
    {
        var client = await product.SignedUpAsync();
        return (client, await client.OpenAccountAsync(opening: 10));
    }

    [Fact]
    public async Task What_comes_is_told_at_once_and_after_a_break_what_was_missed()
    {
        var (client, account) = await PersonAsync();
        string first;
        await using (var stream = await EventReader.OpenAsync(client))
        {
            (await client.ExpenseAsync(account, 20)).Ok();
            var told = await stream.NextAsync();
            told.Name.ShouldBe("notification");
            told.Data.GetProperty("kind").GetString().ShouldBe("account.low_balance");
            told.Data.GetProperty("notificationId").GetString().ShouldBe(told.Id);
            first = told.Id;
        }
        var second = await client.OpenAccountAsync("savings", opening: 10);
        await product.Database.RunAsync($"update accounts set overdraft_limit = 1000 where account_id = '{second}'");
        (await client.ExpenseAsync(second, 30)).Ok();
        await Wait.UntilAsync(async () => (await client.GetAsync("notifications")).Ok().GetArrayLength() == 2);
        await using var again = await EventReader.OpenAsync(client, first);
        var missed = await again.NextAsync();
        missed.Id.ShouldNotBe(first);
        missed.Data.GetProperty("data").GetProperty("accountId").GetGuid().ShouldBe(second);
    }

    [Fact]
    public async Task It_ends_with_the_session()
    {
        var (client, _) = await PersonAsync();
        await using var stream = await EventReader.OpenAsync(client);
        (await client.PostAsync("auth/signout", null)).Ok();
        await stream.EndedAsync();
    }

    [Fact]
    public async Task It_needs_a_session_and_five_are_enough()
    {
        var (client, _) = await PersonAsync();
        var open = new List<EventReader>();
        for (var i = 0; i < 5; i++)
        {
            open.Add(await EventReader.OpenAsync(client));
        }
        (await client.GetAsync("notifications/stream")).ShouldFail(429, "too_many_streams");
        foreach (var stream in open)
        {
            await stream.DisposeAsync();
        }
        await Wait.UntilAsync(async () =>
        {
            try
            {
                await (await EventReader.OpenAsync(client)).DisposeAsync();
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        (await product.Client().GetAsync("notifications/stream")).ShouldFail(401, "invalid_token");
    }
}

/// <summary>A client of server-sent events.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new();
    private StreamReader _lines = null!;

    public static async Task<EventReader> OpenAsync(Client client, string? after = null, string path = "notifications/stream")
    {
        var reader = new EventReader();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.Address, $"/api/v1/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", client.Token);
        if (client.BookId is not null)
        {
            request.Headers.Add("X-Book-Id", client.BookId);
        }
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }
        var response = await reader._http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        reader._lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await reader._lines.ReadLineAsync().WaitAsync(Patience)).ShouldBe("retry: 2000");
        return reader;
    }

    public async Task<(string Id, string Name, System.Text.Json.JsonElement Data)> NextAsync()
    {
        var (id, name) = ("", "");
        using var over = new CancellationTokenSource(Patience);
        while (await _lines.ReadLineAsync(over.Token) is { } line)
        {
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (id, name, System.Text.Json.JsonElement.Parse(line[6..]));
            }
        }
        throw new InvalidOperationException("The stream ended.");
    }

    public async Task EndedAsync()
    {
        // Signs of life come all the time: patience is for all of them together.
        using var over = new CancellationTokenSource(Patience);
        while (await _lines.ReadLineAsync(over.Token) is not null)
        {
            // What still comes.
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
