using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Rates;

namespace Rupaya.Unit.Domain;

public sealed class NetWorthTests
{
    private static readonly DateOnly October = new(2026, 10, 31);
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly Guid Bank = new(1, 0, 0, new byte[8]);
    private static readonly Guid Card = new(2, 0, 0, new byte[8]);

    [Fact]
    public void Balances_walk_back_from_today_and_what_is_dated_later_is_not_there_yet()
    {
        var (series, missing) = NetWorth.Over(
            [October, Today],
            [new(Bank, "INR", 1000), new(Card, "INR", -300)],
            [new(Bank, "INR", Flow.Transfer, 150, Bucket: 1), new(Bank, "INR", Flow.Transfer, 50, Bucket: 2)],
            "INR",
            new RateTable("INR", [], [])
        );
        series.ShouldBe([new NetWorth(October, 800, 300), new NetWorth(Today, 950, 300)]);
        series[1].Net.ShouldBe(650);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Each_day_has_its_rate_and_a_day_without_one_is_named()
    {
        var (series, missing) = NetWorth.Over(
            [October, Today],
            [new(Bank, "EUR", 10)],
            [],
            "INR",
            new RateTable("INR", [new("EUR", "INR", Today, 90.005m)], [])
        );
        series.ShouldBe([new NetWorth(October, 0, 0), new NetWorth(Today, 900.05m, 0)]);
        missing.ShouldBe([new Unconverted("EUR", 10, October, October)]);
    }
}
