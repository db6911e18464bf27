using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;

namespace Rupaya.Unit.Domain;

public sealed class SplitRuleTests
{
    [Theory]
    [InlineData("INR", "100", "33.33;33.33;33.34", null)]
    [InlineData("INR", "100", "", null)]
    [InlineData("INR", "100", "33.33;33.33;33.33", "splits_do_not_sum")]
    [InlineData("INR", "100", "50.005;49.995", "currency_precision")]
    [InlineData("JPY", "100", "33.5;66.5", "currency_precision")]
    [InlineData("KWD", "1", "0.333;0.667", null)]
    public void Parts_are_exactly_the_amount_at_the_minor_unit(string currency, string amount, string parts, string? code)
    {
        decimal[] amounts = [.. parts.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        var refused = SplitRules.Check(amounts, Number(amount), Currency.Of(currency));
        (refused?.Code).ShouldBe(code);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
