using FsCheck;
using FsCheck.Fluent;
using Rupaya.Domain.Calendars;

namespace Rupaya.Unit.Domain;

public sealed class RangePieceTests
{
    [Fact]
    public void Every_range_has_each_of_its_days_once_and_no_other_in_few_pieces()
    {
        var first = new DateOnly(2023, 11, 1);
        var ranges = Gen.Choose(0, 800)
            .SelectMany(start => Gen.Choose(0, 800).Select(days => new DateRange(first.AddDays(start), first.AddDays(start + days))));
        Prop.ForAll(
                ranges.ToArbitrary(),
                range =>
                {
                    var pieces = RangePiece.Of(range);
                    var counted = new Dictionary<DateOnly, int>();
                    foreach (var piece in pieces)
                    {
                        var end = piece.IsMonths ? piece.End.AddMonths(1).AddDays(-1) : piece.End;
                        for (var day = piece.Start; day <= end; day = day.AddDays(1))
                        {
                            counted[day] = counted.GetValueOrDefault(day) + piece.Sign;
                        }
                    }
                    var days = pieces.Where(p => !p.IsMonths).Sum(p => p.End.DayNumber - p.Start.DayNumber + 1);
                    return counted.All(c => c.Value == (range.Contains(c.Key) ? 1 : 0))
                        && counted.Count(c => c.Value == 1) == range.Days
                        && days <= 32
                        && pieces.Count <= 3;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whole_months_are_one_piece() =>
        RangePiece
            .Of(new DateRange(new DateOnly(2024, 2, 1), new DateOnly(2025, 1, 31)))
            .ShouldBe([new RangePiece(true, new DateOnly(2024, 2, 1), new DateOnly(2025, 1, 1), 1)]);
}
