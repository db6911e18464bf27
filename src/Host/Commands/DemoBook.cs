using System.Globalization;
using System.Text;

namespace Rupaya.Host.Commands;

/// <summary>What is in the demo book: two accounts, budgets, and three months of a household's life.</summary>
internal static class DemoBook
{
    /// <param name="http">Signed in.</param>
    public static async Task FillAsync(HttpClient http)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var checking = await DemoCommand.PostAsync(
            http,
            "accounts",
            new
            {
                name = "Everyday",
                type = "checking",
                openingBalance = 40_000,
            }
        );
        await DemoCommand.PostAsync(
            http,
            "accounts",
            new
            {
                name = "Savings",
                type = "savings",
                openingBalance = 250_000,
            }
        );
        var categories = await DemoCommand.ReadAsync(await http.GetAsync(new Uri("/api/v1/categories", UriKind.Relative)));
        foreach (
            var (name, amount, period) in new[] { ("Groceries", 12_000, "month"), ("Dining", 4_000, "month"), ("Transport", 1_500, "week") }
        )
        {
            var category = categories.EnumerateArray().First(c => c.GetProperty("name").GetString() == name);
            await DemoCommand.PostAsync(
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
        await DemoCommand.ReadAsync(await http.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form));
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
}
