using System.Text.Json;
using Rupaya.Client;

namespace Rupaya.Clients;

/// <summary>What the client does by itself.</summary>
public sealed class ClientTests
{
    private const string NewTokens = """{"accessToken":"new","refreshToken":"r2","expiresIn":900}""";
    private static readonly (string, string) Soon = ("Retry-After", "0");
    private static readonly CreateAccountRequest Account = new() { Name = "Everyday", Type = CreateAccountRequestType.Checking };

    private sealed class Store(Tokens? first) : ITokenStore
    {
        public List<Tokens?> Kept { get; } = [];

        public Task<Tokens?> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(first);

        public Task SaveAsync(Tokens? tokens, CancellationToken cancellationToken)
        {
            Kept.Add(tokens);
            return Task.CompletedTask;
        }
    }

    private static bool IsRefresh(Sent sent) => sent.Uri.AbsolutePath.EndsWith("/refresh", StringComparison.Ordinal);

    [Fact]
    public async Task Many_requests_that_find_the_token_expired_share_one_refresh_and_it_is_kept_before_it_is_asked()
    {
        var store = new Store(new Tokens("old", "r1"));
        var answers = new Answers(sent =>
            IsRefresh(sent) ? Answers.Json(200, NewTokens)
            : sent.Header("Authorization") == "Bearer new" ? Answers.Json(200, "[]")
            : Answers.Problem(401, "invalid_token")
        );
        using var api = answers.Client(o => o with { Store = store });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.ListAccountsAsync()));
        var refresh = JsonElement.Parse(answers.Sent.Single(IsRefresh).Body);
        var attempt = refresh.GetProperty("attemptId").GetString()!;
        attempt.Length.ShouldBeInRange(16, 64);
        refresh.GetProperty("refreshToken").GetString().ShouldBe("r1");
        store.Kept.ShouldBe([new Tokens("old", "r1", attempt), new Tokens("new", "r2")]);
    }

    [Fact]
    public async Task A_refresh_whose_answer_was_lost_is_asked_again_as_the_same_attempt()
    {
        var answers = new Answers(sent =>
            IsRefresh(sent) ? (sent.N < 3 ? throw new HttpRequestException("connection lost") : Answers.Json(200, NewTokens))
            : sent.Header("Authorization") == "Bearer new" ? Answers.Json(200, "[]")
            : Answers.Problem(401, "invalid_token")
        );
        using var api = answers.Client();
        await api.Session.KeepAsync(new Tokens("old", "r1"));
        await api.ListAccountsAsync();
        var refreshes = answers.Sent.Where(IsRefresh).Select(s => s.Body).ToList();
        refreshes.Count.ShouldBe(2);
        refreshes[0].ShouldBe(refreshes[1]);
    }

    [Fact]
    public async Task A_session_that_is_over_is_forgotten()
    {
        var store = new Store(new Tokens("old", "r1"));
        using var api = new Answers(sent => Answers.Problem(401, IsRefresh(sent) ? "token_reused" : "invalid_token")).Client(o =>
            o with
            {
                Store = store,
            }
        );
        (await Should.ThrowAsync<ApiException>(() => api.ListAccountsAsync())).Code.ShouldBe("invalid_token");
        store.Kept[^1].ShouldBeNull();
    }

    [Fact]
    public async Task A_key_is_made_once_and_kept_over_retries()
    {
        var answers = new Answers(sent =>
            sent.N switch
            {
                1 => throw new HttpRequestException("connection lost"),
                2 => Answers.Problem(503, "book_busy", Soon),
                _ => Answers.Json(201, "{}"),
            }
        );
        using var api = answers.Client();
        await api.CreateAccountAsync(Account);
        await api.CreateAccountAsync(Account);
        var keys = answers.Sent.Select(s => s.Header("Idempotency-Key")).ToList();
        keys.Count.ShouldBe(4);
        keys[0].ShouldNotBeNullOrEmpty();
        keys.Take(3).Distinct().Count().ShouldBe(1);
        keys[3].ShouldNotBe(keys[0]);
    }

    [Fact]
    public async Task What_may_not_be_done_twice_is_sent_once()
    {
        var answers = new Answers(_ => Answers.Problem(503, "database_unavailable", Soon));
        using var api = answers.Client();
        var refusal = await Should.ThrowAsync<ApiException>(() => api.CreateTokenAsync(new() { Name = "n", Scopes = ["read"] }));
        refusal.Code.ShouldBe("database_unavailable");
        answers.Sent.Single().Header("Idempotency-Key").ShouldBeNull();
    }

    [Fact]
    public async Task Retry_After_is_obeyed_and_a_longer_one_than_the_clients_patience_is_handed_on()
    {
        var begun = TimeProvider.System.GetTimestamp();
        using var api = new Answers(sent =>
            sent.N == 1 ? Answers.Problem(429, "rate_limited", ("Retry-After", "1")) : Answers.Json(200, "[]")
        ).Client();
        await api.ListAccountsAsync();
        TimeProvider.System.GetElapsedTime(begun).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        var impatient = new Answers(_ => Answers.Problem(429, "rate_limited", ("Retry-After", "3600")));
        using var other = impatient.Client();
        (await Should.ThrowAsync<ApiException>(() => other.ListAccountsAsync())).Code.ShouldBe("rate_limited");
        impatient.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_read_is_changed_only_as_it_was_read()
    {
        var answers = new Answers(sent => Answers.Json(200, "{}", ("ETag", $"\"{sent.N}-1\"")));
        using var api = answers.Client();
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await api.GetAccountAsync(one);
        await api.UpdateAccountAsync(one, new() { Name = "A" });
        await api.UpdateAccountAsync(one, new() { Name = "B" });
        await api.UpdateAccountAsync(one, new() { Name = "C" }, if_Match: "*");
        await api.UpdateAccountAsync(two, new() { Name = "D" });
        answers.Sent.Select(s => s.Header("If-Match")).ShouldBe([null, "\"1-1\"", "\"2-1\"", "*", null]);
    }

    [Fact]
    public async Task Who_was_too_late_is_refused_until_they_have_read_it_again()
    {
        var answers = new Answers(sent =>
            sent is { Method: "PUT", N: < 5 } ? Answers.Problem(412, "stale_version") : Answers.Json(200, "{}", ("ETag", $"\"{sent.N}-1\""))
        );
        using var api = answers.Client();
        var id = Guid.CreateVersion7();
        Task ChangeAsync() => api.UpdateAccountAsync(id, new() { Name = "A" });
        await api.GetAccountAsync(id);
        await Should.ThrowAsync<ApiException>(ChangeAsync);
        await Should.ThrowAsync<ApiException>(ChangeAsync);
        await api.GetAccountAsync(id);
        await ChangeAsync();
        answers.Sent.Select(s => s.Header("If-Match")).ShouldBe([null, "\"1-1\"", "\"1-1\"", null, "\"4-1\""]);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_as_it_is_wanted()
    {
        var answers = new Answers(sent =>
        {
            var n = int.Parse(System.Web.HttpUtility.ParseQueryString(sent.Uri.Query)["cursor"] ?? "0");
            var body = $$"""[{"accountId":"{{Guid.Empty}}","name":"{{n}}a"},{"accountId":"{{Guid.Empty}}","name":"{{n}}b"}]""";
            return n < 3
                ? Answers.Json(200, body, ("Link", $"</api/v1/accounts?limit=2&cursor={n + 1}>; rel=\"next\""))
                : Answers.Json(200, body);
        });
        using var api = answers.Client();
        Func<string?, CancellationToken, Task<IReadOnlyList<AccountView>>> page = (cursor, stop) =>
            api.ListAccountsAsync(limit: 2, cursor: cursor, cancellationToken: stop);
        var names = await RupayaApi.AllAsync(page).Select(a => a.Name).ToListAsync();
        names.ShouldBe(["0a", "0b", "1a", "1b", "2a", "2b", "3a", "3b"]);
        (await RupayaApi.AllAsync(page).FirstAsync(a => a.Name == "0b")).Name.ShouldBe("0b");
        answers.Sent.Count.ShouldBe(5);
    }

    [Fact]
    public async Task The_book_and_the_token_are_sent()
    {
        var book = Guid.CreateVersion7();
        var answers = new Answers(_ => Answers.Json(200, "[]"));
        using var api = answers.Client(o => o with { Token = "rupaya_pat_x", Book = book });
        await api.ListAccountsAsync();
        answers.Sent.Single().Header("Authorization").ShouldBe("Bearer rupaya_pat_x");
        answers.Sent.Single().Header("X-Book-Id").ShouldBe(book.ToString());
    }
}
