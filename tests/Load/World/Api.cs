using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Rupaya.Load.World;

/// <summary>Calls that make what the load is put on; none of them is measured.</summary>
internal sealed class Api(Uri url) : IDisposable
{
    public const string Password = "SecurePass123!";

    private readonly HttpClient _http = new() { BaseAddress = new Uri(url, "/api/v1/"), Timeout = TimeSpan.FromMinutes(10) };

    public void Dispose() => _http.Dispose();

    public Task<JsonElement> SignUpAsync(string email) => PostAsync("auth/signup", null, Credentials(email));

    public Task<JsonElement> SignInAsync(string email) => PostAsync("auth/signin", null, Credentials(email));

    public Task<JsonElement> RefreshAsync(string refreshToken) => PostAsync("auth/refresh", null, new { refreshToken });

    public async Task<Guid> OpenAccountAsync(string token, string name)
    {
        var body = new
        {
            name,
            type = "checking",
            openingBalance = 999_000_000,
        };
        return (await PostAsync("accounts", token, body)).GetProperty("accountId").GetGuid();
    }

    public async Task<Guid> CategoryAsync(string token, string name) =>
        (await GetAsync("categories", token))
            .EnumerateArray()
            .First(c => c.GetProperty("name").GetString() == name)
            .GetProperty("categoryId")
            .GetGuid();

    /// <summary>Imports a statement and waits until it is booked.</summary>
    public async Task ImportAsync(string token, Guid accountId, string csv)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(csv), "file", "statement.csv" },
            { new StringContent(accountId.ToString()), "accountId" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "imports") { Content = form };
        var import = (await SendAsync(request, token)).GetProperty("importId").GetGuid();
        for (var status = "queued"; status != "completed"; )
        {
            await Task.Delay(10);
            status = (await GetAsync($"imports/{import}", token)).GetProperty("status").GetString()!;
            if (status == "failed")
            {
                throw new InvalidOperationException("A statement could not be imported.");
            }
        }
    }

    public Task<JsonElement> GetAsync(string path, string token) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token);

    public Task<JsonElement> PostAsync(string path, string? token, object body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, token);

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, string? token)
    {
        using (request)
        {
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var reply = await _http.SendAsync(request);
            return reply.IsSuccessStatusCode
                ? await reply.Content.ReadFromJsonAsync<JsonElement>()
                : throw new InvalidOperationException(
                    $"{request.Method} {request.RequestUri}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}"
                );
        }
    }

    private static object Credentials(string email) =>
        new
        {
            email,
            password = Password,
            deviceId = "load",
        };
}
