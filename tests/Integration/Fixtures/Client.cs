using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rupaya.Integration.Fixtures;

/// <summary>What came back.</summary>
internal sealed record Reply(HttpStatusCode Status, JsonElement Body, string Text, HttpResponseHeaders Headers)
{
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public override string ToString() => $"{(int)Status} {Text}";

    public IEnumerable<string> Fields => Body.GetProperty("errors").EnumerateObject().Select(e => e.Name);

    public JsonElement this[string name] => Body.GetProperty(name);

    /// <summary>The body of an expected success.</summary>
    public JsonElement Ok()
    {
        ((int)Status).ShouldBeInRange(200, 299, Text);
        return Body;
    }

    public void ShouldFail(int status, string code)
    {
        ((int)Status).ShouldBe(status, Text);
        Code.ShouldBe(code, Text);
        Body.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
    }
}

/// <summary>A client of the API, as an app would be: it signs up, keeps its token and speaks JSON.</summary>
internal sealed class Client(Uri address)
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public const string Password = "SecurePass123!";

    public string? Token { get; set; }
    public string? RefreshToken { get; private set; }
    public string? BookId { get; set; }
    public Guid UserId { get; private set; }
    public string Email { get; private set; } = "";
    public string DeviceId { get; init; } = "test";
    public Uri Address => address;

    /// <summary>Another device of the same person, not signed in yet.</summary>
    public Client Another(string deviceId, Uri? at = null) => new(at ?? address) { Email = Email, DeviceId = deviceId };

    public async Task<Client> SignUpAsync(string? currency = null, string? timeZone = null, string? email = null)
    {
        Email = email ?? $"user-{Guid.CreateVersion7():N}@rupaya.example";
        var reply = await PostAsync(
            "auth/signup",
            new
            {
                email = Email,
                password = Password,
                deviceId = DeviceId,
                currency,
                timeZone,
            }
        );
        reply.Ok();
        return Take(reply);
    }

    /// <summary>Signs in, and keeps the tokens where it got some.</summary>
    public async Task<Reply> SignInAsync(string password = Password, string? email = null, params (string Name, string Value)[] headers)
    {
        Email = email ?? Email;
        var reply = await PostAsync(
            "auth/signin",
            new
            {
                email = Email,
                password,
                deviceId = DeviceId,
                deviceName = $"Phone {DeviceId}",
            },
            headers
        );
        if (reply.Status == HttpStatusCode.OK && reply.Body.TryGetProperty("accessToken", out _))
        {
            Take(reply);
        }
        return reply;
    }

    public async Task<Reply> RefreshAsync(string? token = null)
    {
        var reply = await PostAsync("auth/refresh", new { refreshToken = token ?? RefreshToken });
        if (reply.Status == HttpStatusCode.OK)
        {
            Token = reply["accessToken"].GetString();
            RefreshToken = reply["refreshToken"].GetString();
        }
        return reply;
    }

    /// <summary>Keeps the tokens of an answer to sign-up, sign-in or a second factor.</summary>
    public Client Take(Reply reply)
    {
        Token = reply["accessToken"].GetString();
        RefreshToken = reply["refreshToken"].GetString();
        UserId = reply["userId"].GetGuid();
        return this;
    }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Reply> PostAsync(string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Json(body), headers);

    public Task<Reply> PostRawAsync(
        string path,
        string body,
        string contentType = "application/json",
        params (string Name, string Value)[] headers
    ) => SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, contentType), headers);

    public Task<Reply> PutAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, Json(body), headers);

    public Task<Reply> DeleteAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, path, null, headers);

    public Task<Reply> DeleteAsync(string path, object body) => SendAsync(HttpMethod.Delete, path, Json(body), []);

    /// <summary>All items of a list, page by page along its links.</summary>
    public async Task<List<JsonElement>> PagesAsync(string path)
    {
        var items = new List<JsonElement>();
        for (string? next = path; next is not null; )
        {
            var page = await GetAsync(next);
            items.AddRange(page.Ok().EnumerateArray());
            next = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('>')[0].TrimStart('<') : null;
        }
        return items;
    }

    /// <summary>The body of a GET as bytes.</summary>
    public async Task<byte[]> DownloadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (BookId is not null)
        {
            request.Headers.Add("X-Book-Id", BookId);
        }
        using var response = await _http.SendAsync(request);
        ApiRecorder.Check(request, null, response, null);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The caller's only or default book.</summary>
    public async Task<Guid> DefaultBookAsync() => (await GetAsync("books")).Ok()[0].GetProperty("bookId").GetGuid();

    /// <summary>The civil date where the caller's default book is.</summary>
    public async Task<DateOnly> TodayAsync()
    {
        var zone = (await GetAsync("books")).Ok()[0].GetProperty("timeZone").GetString()!;
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone));
        return DateOnly.FromDateTime(now.DateTime);
    }

    public async Task<Guid> OpenAccountAsync(
        string type = "checking",
        decimal opening = 0,
        string? currency = null,
        decimal? overdraftLimit = null
    ) => (
            await PostAsync(
                "accounts",
                new
                {
                    name = $"My {type}",
                    type,
                    openingBalance = opening,
                    currency,
                    overdraftLimit,
                }
            )
        ).Ok().GetProperty("accountId").GetGuid();

    public async Task<Guid> CategoryAsync(string name, string kind = "expense") =>
        (await GetAsync("categories"))
            .Ok()
            .EnumerateArray()
            .First(c => c.GetProperty("name").GetString() == name && c.GetProperty("kind").GetString() == kind)
            .GetProperty("categoryId")
            .GetGuid();

    public Task<Reply> ExpenseAsync(Guid accountId, decimal amount, Guid? categoryId = null, string? date = null) =>
        PostAsync(
            "transactions",
            new
            {
                accountId,
                amount,
                type = "expense",
                categoryId,
                date,
            }
        );

    public Task<Reply> IncomeAsync(Guid accountId, decimal amount, Guid? categoryId = null, string? date = null) =>
        PostAsync(
            "transactions",
            new
            {
                accountId,
                amount,
                type = "income",
                categoryId,
                date,
            }
        );

    public async Task<decimal> BalanceAsync(Guid accountId) =>
        (await GetAsync($"accounts/{accountId}")).Ok().GetProperty("currentBalance").GetDecimal();

    public async Task<JsonElement> DashboardAsync(string query = "period=month") => (await GetAsync($"analytics/dashboard?{query}")).Ok();

    public Task<Reply> UploadAsync(Guid accountId, byte[] file, params (string Name, string Value)[] headers) =>
        UploadAsync(accountId.ToString(), file, headers);

    public Task<Reply> UploadAsync(string accountId, byte[] file, params (string Name, string Value)[] headers)
    {
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", "statement.csv" },
            { new StringContent(accountId), "accountId" },
        };
        return SendAsync(HttpMethod.Post, "imports", form, headers);
    }

    /// <summary>Uploads and waits until a worker has finished.</summary>
    public async Task<JsonElement> ImportAsync(Guid accountId, byte[] file, int seconds = 60)
    {
        var importId = (await UploadAsync(accountId, file)).Ok().GetProperty("importId").GetGuid();
        return await Wait.ForAsync(
            async () => (await GetAsync($"imports/{importId}")).Ok(),
            import => import.GetProperty("status").GetString() is "completed" or "failed",
            seconds
        );
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}") { Content = content };
        // A body that is refused for its length is not sent at all, so that the answer is not lost with the connection.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 1_000_000;
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }
        if (BookId is not null)
        {
            request.Headers.Add("X-Book-Id", BookId);
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var sent = content is StringContent ? await content.ReadAsStringAsync() : null;
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream of events has no end to wait for.
        var endless = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var text = endless ? "" : await response.Content.ReadAsStringAsync();
        ApiRecorder.Check(request, sent, response, text);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Reply(response.StatusCode, isJson && text.Length > 0 ? JsonElement.Parse(text) : default, text, response.Headers);
    }

    private static StringContent Json(object? body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}

/// <summary>Waiting for what workers do.</summary>
internal static class Wait
{
    public static async Task<T> ForAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, int seconds = 20)
    {
        var until = TimeProvider.System.GetTimestamp() + seconds * TimeProvider.System.TimestampFrequency;
        while (true)
        {
            var found = await look();
            if (isThere(found))
            {
                return found;
            }
            if (TimeProvider.System.GetTimestamp() > until)
            {
                throw new TimeoutException($"Not within {seconds.ToString(CultureInfo.InvariantCulture)} s; last seen: {found}");
            }
            await Task.Delay(25);
        }
    }

    public static Task UntilAsync(Func<Task<bool>> isThere, int seconds = 20) => ForAsync(isThere, x => x, seconds);
}
