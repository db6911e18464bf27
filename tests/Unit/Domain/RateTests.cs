using System.Globalization;
using Rupaya.Domain.Money;
using Rupaya.Domain.Rates;

namespace Rupaya.Unit.Domain;

public sealed class RateTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    private static RateQuote Quote(string from, string to, decimal rate, int daysAgo = 0) => new(from, to, Day.AddDays(-daysAgo), rate);

    private static RateTable Table(RateQuote[] own, params RateQuote[] provider) => new("INR", own, provider);

    [Fact]
    public void A_currency_is_one_of_itself() => Table([]).Find("USD", "USD", Day)!.Rate.ShouldBe(1);

    [Fact]
    public void The_latest_on_or_before_the_day_counts_and_none_older_than_a_week()
    {
        var table = Table([Quote("USD", "INR", 80, 7), Quote("USD", "INR", 81, 3), Quote("USD", "INR", 99, -1)]);
        table.Find("USD", "INR", Day).ShouldBe(new FoundRate(81, Day.AddDays(-3), "book"));
        table.Find("USD", "INR", Day.AddDays(-4))!.Rate.ShouldBe(80);
        Table([Quote("USD", "INR", 80, 7)]).Find("USD", "INR", Day)!.Rate.ShouldBe(80);
        Table([Quote("USD", "INR", 80, 8)]).Find("USD", "INR", Day).ShouldBeNull();
    }

    [Fact]
    public void The_books_own_comes_before_the_providers_even_when_it_is_older() =>
        Table([Quote("USD", "INR", 80, 5)], Quote("USD", "INR", 90))
            .Find("USD", "INR", Day)
            .ShouldBe(new FoundRate(80, Day.AddDays(-5), "book"));

    [Fact]
    public void A_rate_is_read_either_way_round()
    {
        Table([Quote("INR", "USD", 0.0125m)]).Find("USD", "INR", Day)!.Rate.ShouldBe(80);
        Table([Quote("INR", "USD", 0.0125m, 2), Quote("USD", "INR", 81, 3)]).Find("USD", "INR", Day)!.Rate.ShouldBe(80);
    }

    [Fact]
    public void A_provider_that_quotes_against_its_own_currency_gives_every_pair() =>
        Table([], Quote("EUR", "USD", 1.25m), Quote("EUR", "INR", 100))
            .Find("USD", "INR", Day)
            .ShouldBe(new FoundRate(80, Day, "provider"));

    [Fact]
    public void What_has_no_rate_of_its_own_is_crossed_through_the_books_currency() =>
        Table([Quote("USD", "INR", 80, 1), Quote("JPY", "INR", 0.5m, 2)])
            .Find("USD", "JPY", Day)
            .ShouldBe(new FoundRate(160, Day.AddDays(-2), "cross"));

    [Fact]
    public void What_has_no_rate_has_none_and_is_not_one() =>
        Table([Quote("USD", "INR", 80)], Quote("EUR", "USD", 1.25m)).Find("CHF", "INR", Day).ShouldBeNull();

    [Theory]
    [InlineData("EUR", "USD", "1.2", "1.53", "EUR", "1.28")]
    [InlineData("USD", "INR", "90.24", "33.84", "USD", "0.38")]
    [InlineData("EUR", "TND", "3.36", "84.084", "EUR", "25.03")]
    [InlineData("EUR", "USD", "1.2", "-1.53", "EUR", "-1.28")]
    [InlineData("KWD", "INR", "270", "0.135", "KWD", "0.001")]
    [InlineData("JPY", "INR", "0.6", "0.3", "JPY", "1")]
    public void Money_is_multiplied_divided_once_and_rounded_once(
        string @base,
        string quote,
        string rate,
        string amount,
        string own,
        string expected
    )
    {
        var table = new RateTable(own, [Quote(@base, quote, Decimal(rate))], []);
        table.Find(quote, own, Day)!.Convert(Decimal(amount), Currency.Of(own)).ShouldBe(Decimal(expected));
        var provider = new RateTable(own, [], [Quote(@base, quote, Decimal(rate))]);
        provider.Find(quote, own, Day)!.Convert(Decimal(amount), Currency.Of(own)).ShouldBe(Decimal(expected));
    }

    [Fact]
    public void A_crossed_rate_is_divided_once_too()
    {
        // Four rupees a dollar, written the other way round, and seven a euro: 8.75 dollars are 35 rupees are 5 euros.
        var table = Table([Quote("INR", "USD", 0.25m), Quote("EUR", "INR", 7)]);
        table.Find("USD", "EUR", Day)!.Convert(8.75m, Currency.Of("EUR")).ShouldBe(5);
        Table([], Quote("EUR", "USD", 1.2m), Quote("EUR", "CHF", 0.9m))
            .Find("USD", "CHF", Day)!
            .Convert(0.02m, Currency.Of("CHF"))
            .ShouldBe(0.02m);
        Table([], Quote("EUR", "USD", 1.2m), Quote("EUR", "CHF", 0.9m))
            .Find("USD", "CHF", Day)!
            .Convert(0.14m, Currency.Of("CHF"))
            .ShouldBe(0.11m);
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("0.000000000001")]
    [InlineData("999999999.999999999999")]
    [InlineData("90.24")]
    public void There_and_back_loses_nothing(string rate)
    {
        var ratio = Ratio.Of(Decimal(rate));
        (ratio.Inverse * ratio).ShouldBe(Ratio.Of(1));
        ratio.Inverse.Inverse.ShouldBe(ratio);
        ratio.Inverse.Apply(Decimal(rate), 2).ShouldBe(1);
        ratio.Value.ShouldBe(Decimal(rate));
    }

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
