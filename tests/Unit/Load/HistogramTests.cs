using FsCheck;
using FsCheck.Fluent;
using Rupaya.Load.Driving;

namespace Rupaya.Unit.Load;

public sealed class HistogramTests
{
    [Fact]
    public void Every_percentile_is_at_most_a_thousandth_above_the_exact_one()
    {
        var values = Gen.Choose(0, 60_000_000).Or(Gen.Choose(0, 5000)).NonEmptyListOf();
        Prop.ForAll(
                values.ToArbitrary(),
                recorded =>
                {
                    var histogram = new Histogram();
                    recorded.ToList().ForEach(v => histogram.Record(v));
                    var sorted = recorded.Order().ToList();
                    return new[] { 0.5, 0.95, 0.99, 0.999, 1 }.All(share =>
                    {
                        var exact = sorted[(int)Math.Ceiling(share * sorted.Count) - 1] / 1000.0;
                        var found = histogram.Milliseconds(share);
                        return found >= exact && found <= (exact * 1.001) + 0.001;
                    });
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_longer_than_a_day_is_kept_as_the_longest_and_nothing_is_lost()
    {
        var histogram = new Histogram();
        histogram.Record(long.MaxValue);
        histogram.Record(-1);
        histogram.Count.ShouldBe(2);
        histogram.Milliseconds(0.5).ShouldBe(0);
        histogram.Milliseconds(1).ShouldBeGreaterThan(TimeSpan.FromDays(1).TotalMilliseconds);
        histogram.Clear();
        histogram.Milliseconds(0.99).ShouldBe(0);
    }
}
