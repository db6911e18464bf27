using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Rupaya.Support;

/// <summary>A client of the API, as an app would be: it signs up, keeps its token and speaks JSON.</summary>
/// <param name="address">Where the API is.</param>
/// <param name="patience">How long it waits for an answer; a minute when omitted.</param>
/// <param name="through">What each request goes through; it stays its owner's.</param>
public sealed class Client(Uri address, TimeSpan? patience = null, HttpMessageHandler? through = null) : IDisposable
{
    private readonly HttpClient _http = new(through ?? new HttpClientHandler(), disposeHandler: through is null)
    {
        BaseAddress = address,
        Timeout = patience ?? TimeSpan.FromSeconds(60),
    };

    public const string Password = "SecurePass123!";

    /// <summary>Told of every request with what was sent, and of its answer with its text, each null where it is no text.</summary>
    public static Action<HttpRequestMessage, string?, HttpResponseMessage, string?>? Recorder { get; set; }

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

    /// <summary>A token that another instance of the same client got.</summary>
    public void Keep(string? refreshToken) => RefreshToken = refreshToken;

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
        Recorder?.Invoke(request, null, response, null);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
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
        var sent = Recorder is not null && content is StringContent ? await content.ReadAsStringAsync() : null;
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var type = response.Content.Headers.ContentType?.MediaType;
        // A stream of events has no end to wait for.
        var text = type == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync();
        Recorder?.Invoke(request, sent, response, text);
        var isJson = type?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0;
        return new Reply(response.StatusCode, type, isJson ? JsonElement.Parse(text) : default, text, response.Headers);
    }

    public void Dispose() => _http.Dispose();

    private static StringContent Json(object? body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
