using System.Globalization;
using System.Text;
using Bogus;
using Rupaya.Domain.Books;

namespace Rupaya.Load.World;

/// <summary>Bank statements: the same for the same seed and day.</summary>
internal static class Statement
{
    private const int Years = 10;
    private const int Merchants = 500;

    private static readonly string[] Spending = [.. DefaultCategories.Expense.Take(10)];

    /// <summary>Rows of the last ten years, as CSV. One in twenty is a salary.</summary>
    public static string Csv(int rows, int seed, DateOnly today)
    {
        var faker = new Faker("en_IND") { Random = new Randomizer(seed) };
        var names = Enumerable.Range(0, Merchants).Select(_ => faker.Company.CompanyName().Replace(',', ' ').Replace('"', ' ')).ToArray();
        var random = faker.Random;
        var text = new StringBuilder("date,amount,category,merchant,description,reference\n");
        for (var i = 0; i < rows; i++)
        {
            var date = today.AddDays(-random.Int(0, (365 * Years) - 1));
            var isSalary = i % 20 == 0;
            var paise = isSalary ? random.Int(1_000_000, 9_000_000) : -random.Int(1_000, 500_000);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{date:yyyy-MM-dd},{paise / 100}.{Math.Abs(paise % 100):00},{(isSalary ? "Salary" : Spending[random.Int(0, Spending.Length - 1)])},{names[random.Int(0, Merchants - 1)]},payment note{i % 1000},S{seed}-{i}\n"
            );
        }
        return text.ToString();
    }
}
