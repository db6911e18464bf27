using System.Text;
using Rupaya.Domain.Rates;
using Rupaya.Infrastructure.Figures.Rates;

namespace Rupaya.Unit.Infrastructure;

public sealed class EcbRateFileTests
{
    [Fact]
    public void The_history_is_read_with_its_gaps() =>
        Parse("Date,USD,JPY,HRK,INR,", "2026-11-20,1.25,181.5,7.5,N/A,", "", "2026-11-19,1.2,N/A,N/A,101.25,")
            .ShouldBe([
                new RateQuote("EUR", "USD", new DateOnly(2026, 11, 20), 1.25m),
                new RateQuote("EUR", "JPY", new DateOnly(2026, 11, 20), 181.5m),
                new RateQuote("EUR", "USD", new DateOnly(2026, 11, 19), 1.2m),
                new RateQuote("EUR", "INR", new DateOnly(2026, 11, 19), 101.25m),
            ]);

    [Fact]
    public void The_daily_file_writes_its_day_in_words() =>
        Parse("Date, USD, JPY, ", "20 November 2026, 1.25, 181.5, ").Select(q => q.Date).ShouldBe([new(2026, 11, 20), new(2026, 11, 20)]);

    [Theory]
    [InlineData("line 1", "")]
    [InlineData("line 1", "Day,USD")]
    [InlineData("line 2", "Date,USD", "2026-02-30,1")]
    [InlineData("line 2", "Date,USD", "2026-11-20,-1")]
    [InlineData("line 4", "Date,USD", "2026-11-20,1", "", "2026-11-19,1e5")]
    [InlineData("line 2", "Date,USD", "2026-11-20,\"1")]
    [InlineData("line 3", "Date,USD", "2026-11-20,1", "2026-11-19,1e5")]
    public void A_line_that_does_not_fit_is_named(string where, params string[] lines) =>
        Should.Throw<FormatException>(() => Parse(lines)).Message.ShouldStartWith(where);

    private static IReadOnlyList<RateQuote> Parse(params string[] lines) =>
        EcbRateFile.Parse(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));
}
