using Rupaya.Domain.Ledger;

namespace Rupaya.Unit.Domain;

public sealed class DatedBalanceTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);
    private static readonly Guid Account = new(1, 0, 0, new byte[8]);

    private static DatedBalance Balance(decimal current, params (int Days, decimal Amount)[] later) =>
        new(current, Today, later.Select(l => (Today.AddDays(l.Days), l.Amount)));

    private static Entry Entry(int days, decimal amount) =>
        new(new Posted(Account, Posting.NoCategory, Today.AddDays(days), "INR", Flow.Expense, amount), amount < 0 ? 1 : -1);

    [Fact]
    public void What_is_dated_later_is_not_there_today()
    {
        var balance = Balance(700, (10, -300));
        (balance.Current, balance.Today, balance.On(Today.AddDays(9)), balance.On(Today.AddDays(10))).ShouldBe((700, 1000, 1000, 700));
        balance.Add(Today.AddDays(5), 50);
        balance.Add(Today.AddDays(-5), 1);
        (balance.Current, balance.Today, balance.On(Today.AddDays(5))).ShouldBe((751, 1001, 1051));
    }

    [Theory]
    // An income of 2030 does not cover what goes out today, an expense next month refuses none.
    [InlineData(5000, 1000, 5000, 0, -10, true)]
    [InlineData(-300, 30, -400, 0, -100, false)]
    [InlineData(-300, 30, -400, 0, -101, true)]
    // A later one counts what is there by then.
    [InlineData(5000, 10, 5000, 10, -5000, false)]
    [InlineData(5000, 10, 5000, 9, -1, true)]
    [InlineData(-300, 10, -400, 10, -1, true)]
    // What is dated in the past counts today.
    [InlineData(100, 1, 0, -400, -100, false)]
    [InlineData(100, 1, 0, -400, -101, true)]
    public void The_later_of_the_rows_day_and_today_decides(int current, int laterDays, int later, int days, int amount, bool overdraws) =>
        Balance(current, (laterDays, later)).Overdraws([Entry(days, amount)], 0).ShouldBe(overdraws);

    [Fact]
    public void The_limit_is_how_far_below_zero_it_may_go()
    {
        Balance(0).Overdraws([Entry(0, -500)], 500).ShouldBeFalse();
        Balance(0).Overdraws([Entry(0, -501)], 500).ShouldBeTrue();
        Balance(-900).Overdraws([Entry(0, 100)], 500).ShouldBeFalse();
    }

    [Fact]
    public void Moving_income_to_a_later_day_lowers_today()
    {
        Entry[] moved = [Entry(0, -1000), Entry(10, 1000)];
        Balance(1000).Overdraws(moved, 0).ShouldBeFalse();
        Balance(900).Overdraws(moved, 0).ShouldBeTrue();
        Balance(900).Overdraws([Entry(0, 1000), Entry(10, -1000)], 0).ShouldBeFalse();
    }
}
