using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Host.Commands;

/// <summary>
/// Fills a book through the API, as a client would: <c>demo --url http://127.0.0.1:8080 --email …</c>, the password in <c>DEMO_PASSWORD</c>. With
/// <c>--token-file</c> it leaves a token there that reads this book and nothing else. Does nothing for what is there already.
/// </summary>
internal static class DemoCommand
{
    private static readonly string[] ReadOnly = ["read"];

    public static async Task<int> RunAsync(string[] args)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        using var http = new HttpClient { BaseAddress = new Uri(Required(settings, "url")) };
        var (email, password) = (Required(settings, "email"), settings["password"] ?? Required(settings, "DEMO_PASSWORD"));
        var signup = await SendAsync(http, "auth/signup", email, password);
        var isThere = signup.StatusCode == HttpStatusCode.Conflict;
        if (!isThere)
        {
            await SignInAsync(http, signup);
            await DemoBook.FillAsync(http);
        }
        Console.WriteLine(isThere ? "The demo book is there already." : "The demo book is ready.");
        if (settings["token-file"] is { } file && !await WorksAsync(http, file))
        {
            if (isThere)
            {
                await SignInAsync(http, await SendAsync(http, "auth/signin", email, password));
            }
            await VouchForAsync(settings, email);
            await WriteTokenAsync(http, file);
        }
        return 0;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, string path, string email, string password) =>
        http.PostAsJsonAsync(
            $"/api/v1/{path}",
            new
            {
                email,
                password,
                deviceId = "demo",
                name = path == "auth/signup" ? "Asha" : null,
            }
        );

    private static async Task SignInAsync(HttpClient http, HttpResponseMessage answer) =>
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (await ReadAsync(answer)).GetProperty("accessToken").GetString()
        );

    /// <summary>True when the file has a token that the API takes.</summary>
    private static async Task<bool> WorksAsync(HttpClient http, string file)
    {
        if (!File.Exists(file) || (await File.ReadAllTextAsync(file)).Trim() is not { Length: > 0 } token)
        {
            return false;
        }
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/whoami");
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await http.SendAsync(ask)).IsSuccessStatusCode;
    }

    /// <summary>Tokens need a proven address. Nobody reads the demo's mail, so whoever runs the installation vouches for it.</summary>
    private static async Task VouchForAsync(IConfiguration settings, string email)
    {
        await using var owner = NpgsqlDataSource.Create(Databases.Settings(settings, "PostgresOwner"));
        await using var connection = await owner.OpenConnectionAsync();
        await using var update = new NpgsqlBatch(connection);
        update.BatchCommands.Add(
            Command("update users set email_verified = true where email_key = $1", Parameter(EmailAddress.KeyOf(email)))
        );
        await update.ExecuteNonQueryAsync();
    }

    private static async Task WriteTokenAsync(HttpClient http, string file)
    {
        var books = await ReadAsync(await http.GetAsync(new Uri("/api/v1/books", UriKind.Relative)));
        var made = await PostAsync(
            http,
            "user/tokens",
            new
            {
                name = "Demo",
                scopes = ReadOnly,
                bookId = books[0].GetProperty("bookId").GetGuid(),
            }
        );
        var draft = $"{file}.new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using (var text = new StreamWriter(draft, options))
        {
            await text.WriteLineAsync(made.GetProperty("token").GetString());
        }
        File.Move(draft, file, overwrite: true);
    }

    public static async Task<JsonElement> PostAsync(HttpClient http, string path, object body) =>
        await ReadAsync(await http.PostAsJsonAsync($"/api/v1/{path}", body));

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
    }

    private static string Required(IConfiguration settings, string name) =>
        settings[name] ?? throw new InvalidOperationException($"demo needs --{name}.");
}
