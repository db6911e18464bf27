using Rupaya.Domain.Imports;

namespace Rupaya.Unit.Domain;

public sealed class AmountTextTests
{
    [Theory]
    [InlineData("-100.00")]
    [InlineData("\u2212100.00")]
    [InlineData("\u2013100")]
    [InlineData("\uFF0D1,23,456.78")]
    [InlineData("100-")]
    [InlineData("1.234,50 -")]
    [InlineData("(100.00)")]
    [InlineData("[1 234,50]")]
    [InlineData("\u20B9-100")]
    [InlineData("-\u20B9 1,00,000")]
    [InlineData("- Rs. 450.00")]
    [InlineData("INR -450")]
    [InlineData("-450 INR")]
    [InlineData("450- INR")]
    [InlineData("\u20AC(12,50)")]
    [InlineData("(\u20AC 12,50)")]
    [InlineData("450.00 Dr")]
    [InlineData("450.00DR.")]
    [InlineData("-\u00A01\u202F234.50")]
    [InlineData("-\u0967\u0968\u0969")]
    [InlineData("-1'234.50")]
    public void A_person_reads_it_as_negative(string text) => AmountText.LooksNegative(text).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("()")]
    [InlineData("100.00")]
    [InlineData("+100.00")]
    [InlineData("100/-")]
    [InlineData("Rs. 1,000/-")]
    [InlineData("1.000,-")]
    [InlineData("450.\u2013")]
    [InlineData("450.00 Cr")]
    [InlineData("2026-10-01")]
    [InlineData("10-20")]
    [InlineData("Dr. Rao")]
    [InlineData("order no -5")]
    [InlineData("-5%")]
    public void Nobody_reads_it_as_negative(string? text) => AmountText.LooksNegative(text).ShouldBeFalse();
}
