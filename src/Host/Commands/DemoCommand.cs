using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Rupaya.Host.Commands;

/// <summary>
/// Fills a book through the API, as a client would: <c>demo --url http://127.0.0.1:8080 --email …</c>, the password in <c>DEMO_PASSWORD</c>. Does nothing when the
/// user exists.
/// </summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        using var http = new HttpClient { BaseAddress = new Uri(Required(settings, "url")) };
        var (email, password) = (Required(settings, "email"), settings["password"] ?? Required(settings, "DEMO_PASSWORD"));
        var signup = await http.PostAsJsonAsync(
            "/api/v1/auth/signup",
            new
            {
                email,
                password,
                deviceId = "demo",
                name = "Asha",
            }
        );
        if (signup.StatusCode == HttpStatusCode.Conflict)
        {
            Console.WriteLine("The demo book is there already.");
            return 0;
        }
        var session = await ReadAsync(signup);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString());
        await FillAsync(http);
        Console.WriteLine("The demo book is ready.");
        return 0;
    }

    private static async Task FillAsync(HttpClient http)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var checking = await PostAsync(
            http,
            "accounts",
            new
            {
                name = "Everyday",
                type = "checking",
                openingBalance = 40_000,
            }
        );
        await PostAsync(
            http,
            "accounts",
            new
            {
                name = "Savings",
                type = "savings",
                openingBalance = 250_000,
            }
        );
        var categories = await ReadAsync(await http.GetAsync(new Uri("/api/v1/categories", UriKind.Relative)));
        foreach (
            var (name, amount, period) in new[] { ("Groceries", 12_000, "month"), ("Dining", 4_000, "month"), ("Transport", 1_500, "week") }
        )
        {
            var category = categories.EnumerateArray().First(c => c.GetProperty("name").GetString() == name);
            await PostAsync(
                http,
                "budgets",
                new
                {
                    categoryId = category.GetProperty("categoryId").GetGuid(),
                    amount,
                    period,
                }
            );
        }
        var accountId = checking.GetProperty("accountId").GetString()!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(accountId), "accountId" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(Statement(today))), "file", "demo.csv" },
        };
        await ReadAsync(await http.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form));
    }

    /// <summary>Three months of a household's life, the same on every machine but for the dates.</summary>
    private static string Statement(DateOnly today)
    {
        (string Category, string Merchant, decimal Amount, int EveryDays)[] habits =
        [
            ("Groceries", "D-Mart", 1_245.50m, 4),
            ("Dining", "Café Madras", 486.25m, 6),
            ("Transport", "Mumbai Metro", 120m, 2),
            ("Entertainment", "BookMyShow", 640m, 13),
            ("Health", "Apollo Pharmacy", 890.75m, 21),
            ("Shopping", "Amazon", 2_199m, 17),
        ];
        var csv = new StringBuilder("date,amount,category,merchant,reference\n");
        for (var day = 90; day >= 0; day--)
        {
            var date = today.AddDays(-day);
            if (date.Day == 1)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd},85000.00,Salary,Infotech Pvt Ltd,demo-salary-{date:yyyyMM}\n");
                csv.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd},-22000.00,Rent,Sharma Properties,demo-rent-{date:yyyyMM}\n");
            }
            foreach (var habit in habits.Where(h => day % h.EveryDays == 0))
            {
                var amount = habit.Amount + date.Day * 3.15m;
                csv.Append(
                    CultureInfo.InvariantCulture,
                    $"{date:yyyy-MM-dd},-{amount:0.00},{habit.Category},{habit.Merchant},demo-{habit.Category}-{date:yyyyMMdd}\n"
                );
            }
        }
        return csv.ToString();
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body) =>
        await ReadAsync(await http.PostAsJsonAsync($"/api/v1/{path}", body));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
    }

    private static string Required(IConfiguration settings, string name) =>
        settings[name] ?? throw new InvalidOperationException($"demo needs --{name}.");
}
