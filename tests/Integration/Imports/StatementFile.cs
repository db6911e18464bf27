using System.Globalization;
using System.Text;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports;

/// <summary>Statement files for tests.</summary>
internal static class StatementFile
{
    public const string Header = "date,amount,category,merchant,reference\n";

    public static byte[] Small => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "statement-small.csv"));

    public static string SmallExpected => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "statement-small.expected.json"));

    public static byte[] Of(params string[] lines) => Encoding.UTF8.GetBytes(Header + string.Join('\n', lines) + "\n");

    /// <summary>A large file from a fixed seed, with its sums made independently of the product.</summary>
    public static (byte[] File, decimal Balance, Dictionary<string, decimal> Spending) Generate(int rows, int seed)
    {
        string[] categories = ["Groceries", "Dining", "Transport", "Health", "Shopping", "Pets"];
        var random = new SeededRandom(seed);
        var text = new StringBuilder("merchant,amount,date,reference,category,ignored\r\n");
        var (cents, spending) = (0L, new Dictionary<string, long>(StringComparer.Ordinal));
        for (var i = 0; i < rows; i++)
        {
            var date = new DateOnly(2024, 1, 1).AddDays(random.Next(730));
            var isIncome = random.Next(20) == 0;
            var amount = 100 + random.Next(500_000);
            var category = isIncome ? "Salary" : categories[random.Next(categories.Length)];
            cents += isIncome ? amount : -amount;
            if (!isIncome)
            {
                spending[category] = spending.GetValueOrDefault(category) + amount;
            }
            var sign = isIncome ? "" : "-";
            text.Append(
                CultureInfo.InvariantCulture,
                $"\"Shop {i % 97}, Main St\",{sign}{amount / 100}.{amount % 100:00},{date:yyyy-MM-dd},G{i:000000},{category},x\r\n"
            );
        }
        return (
            Encoding.UTF8.GetBytes(text.ToString()),
            cents / 100m,
            spending.ToDictionary(s => s.Key, s => s.Value / 100m, StringComparer.Ordinal)
        );
    }
}
