using Bogus;
using Rupaya.Features.Transactions;

namespace Rupaya.Features.Sandbox;

/// <summary>What somebody earns and spends in three months, invented: the same for every sandbox of a day.</summary>
internal static class SandboxLife
{
    private const int Days = 90;

    private static readonly (string Category, decimal Least, decimal Most, int EveryDays)[] Habits =
    [
        ("Groceries", 300, 2_500, 3),
        ("Dining", 150, 1_200, 5),
        ("Transport", 40, 300, 2),
        ("Entertainment", 200, 900, 12),
        ("Health", 250, 1_800, 20),
        ("Shopping", 400, 3_500, 15),
    ];

    /// <summary>In the order of its days, so that the account is never short.</summary>
    public static IEnumerable<INewTransaction> Until(DateOnly today, Guid account, IReadOnlyDictionary<string, Guid> categories)
    {
        var faker = new Faker("en_IND") { Random = new Randomizer(today.DayNumber) };
        for (var day = Days; day >= 0; day--)
        {
            var date = today.AddDays(-day);
            if (day % 30 == 0)
            {
                yield return Entry("income", "Salary", 85_000, faker.Company.CompanyName());
            }
            foreach (var habit in Habits.Where(h => day % h.EveryDays == 0))
            {
                var amount = faker.Finance.Amount(habit.Least, habit.Most, decimals: 2);
                yield return Entry("expense", habit.Category, amount, faker.Company.CompanyName());
            }

            SandboxEntry Entry(string type, string category, decimal amount, string merchant) =>
                new(account, amount, type, categories[category], merchant, date);
        }
    }

    private sealed record SandboxEntry(Guid? AccountId, decimal? Amount, string? Type, Guid? CategoryId, string? Merchant, DateOnly? Date)
        : INewTransaction
    {
        public string? Flow => null;
        public string? Currency => null;
        public string? Description => null;
        public string[]? Tags => ["sandbox"];
        public string? Status => null;
        public SplitPart[]? Splits => null;
        public Guid? RefundOf => null;
    }
}
