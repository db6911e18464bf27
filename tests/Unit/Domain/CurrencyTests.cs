using Rupaya.Domain.Money;

namespace Rupaya.Unit.Domain;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("INR", 2)]
    [InlineData("KWD", 3)]
    [InlineData("CLF", 4)]
    public void The_minor_unit_is_ISO_4217s(string code, int minorUnit) => Currency.Of(code).MinorUnit.ShouldBe(minorUnit);

    [Theory]
    [InlineData("inr")]
    [InlineData("XXX")]
    [InlineData("XAU")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_currency_is_not_found(string? code) => Currency.Find(code).ShouldBeNull();

    [Theory]
    [InlineData("INR", "2.345", "2.35")]
    [InlineData("INR", "-2.345", "-2.35")]
    [InlineData("INR", "2.3449", "2.34")]
    [InlineData("JPY", "0.5", "1")]
    [InlineData("KWD", "1.0005", "1.001")]
    public void Rounding_is_half_away_from_zero(string code, string amount, string rounded) =>
        Currency.Of(code).Round(decimal.Parse(amount)).ShouldBe(decimal.Parse(rounded));

    [Theory]
    [InlineData("INR", "1.00000", true)]
    [InlineData("INR", "1.001", false)]
    [InlineData("JPY", "1.5", false)]
    public void An_amount_fits_when_it_needs_no_more_decimals(string code, string amount, bool fits) =>
        Currency.Of(code).Fits(decimal.Parse(amount)).ShouldBe(fits);
}
