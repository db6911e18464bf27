using Rupaya.Domain.Ledger;

namespace Rupaya.Unit.Domain;

public sealed class BookGapTests
{
    private static readonly BookGap[] Gaps = [new(10, 1000), new(1005, 5000)];

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    [InlineData(999, true)]
    // Who is there has seen what was restored, and nothing that was lost.
    [InlineData(1000, false)]
    [InlineData(1001, false)]
    public void A_number_that_was_left_out_is_of_what_was_lost(long seq, bool held) => Gaps[0].Holds(seq).ShouldBe(held);

    [Theory]
    [InlineData(0, 5, 5006, 5)]
    // A page that ends before the gap, and the next one.
    [InlineData(0, 10, 5006, 10)]
    [InlineData(10, 1, 5006, 1001)]
    // Over the first gap, and over both.
    [InlineData(8, 4, 5006, 1002)]
    [InlineData(8, 10, 5006, 5003)]
    [InlineData(0, 500, 5006, 5006)]
    // From the head where a book went on.
    [InlineData(1000, 3, 5006, 1003)]
    [InlineData(5000, 3, 5006, 5003)]
    // A book that had nothing since.
    [InlineData(1005, 3, 5000, 5000)]
    public void A_page_counts_changes_and_not_numbers(long since, long changes, long head, long end) =>
        BookGap.PageEnd(Gaps, since, changes, head).ShouldBe(end);
}
