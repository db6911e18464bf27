using Rupaya.Domain.Text;

namespace Rupaya.Unit.Domain;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Food", "food")]
    [InlineData("Food", "Food\u00A0")]
    [InlineData("Food", "\uFEFF Fo\u200Bod\u3000")]
    [InlineData("Eating out", "Eating\u00A0 out")]
    [InlineData("iletişim", "İletişim")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("Café", "Cafe\u0301")]
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\u0958\u0932\u092E", "\u0915\u093C\u0932\u092E")]
    [InlineData("ÅNGSTRÖM", "a\u030Angstro\u0308m")]
    [InlineData("\u212Aelvin", "kelvin")]
    [InlineData("ſtraße", "STRAẞE")]
    [InlineData("\u00B5m", "\u03BCM")]
    [InlineData("\U00010400", "\U00010428")]
    public void Names_are_equal(string a, string b) => NameKey.AreEqual(a, b).ShouldBeTrue();

    [Theory]
    [InlineData("Food", "Foods")]
    [InlineData("Cafe", "Café")]
    [InlineData("Eating out", "Eatingout")]
    [InlineData("ısı", "isi")]
    [InlineData("नमक", "नमन")]
    public void Names_are_not_equal(string a, string b) => NameKey.AreEqual(a, b).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData(" \u00A0\u200B")]
    public void A_name_without_a_visible_character_has_no_key(string name) => NameKey.Of(name).ShouldBe("");

    [Fact]
    public void A_key_is_its_own_key()
    {
        for (var c = 1; c < 0x30000; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
            {
                continue;
            }
            var key = NameKey.Of($"a{char.ConvertFromUtf32(c)}b");
            NameKey.Of(key).ShouldBe(key, $"U+{c:X4}");
        }
    }
}
