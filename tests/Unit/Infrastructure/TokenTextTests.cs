using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Rupaya.Infrastructure.Identity.Tokens;

namespace Rupaya.Unit.Infrastructure;

public sealed class TokenTextTests
{
    [Fact]
    public void A_token_has_the_form_that_scanners_look_for_and_is_kept_as_its_hash()
    {
        var tokens = Enumerable.Range(0, 200).Select(_ => TokenText.New()).ToList();
        tokens.ShouldAllBe(t => Regex.IsMatch(t, "^rupaya_pat_[0-9A-Za-z]{46}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        tokens.ShouldBeUnique();
        TokenText.HashOf(tokens[0]).ShouldBe(SHA256.HashData(Encoding.ASCII.GetBytes(tokens[0])));
    }

    /// <summary>Put together here, so that no scanner takes it for a token; the check was computed by Python's zlib.</summary>
    [Fact]
    public void The_check_is_the_crc_of_zlib() =>
        TokenText.HashOf($"rupaya_pat_{"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd"}{"1oWv1q"}").ShouldNotBeNull();

    [Fact]
    public void What_differs_in_one_character_is_none()
    {
        var token = TokenText.New();
        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] == 'x' ? 'y' : 'x';
            TokenText.HashOf($"{token[..i]}{other}{token[(i + 1)..]}").ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("rupaya_pat_")]
    [InlineData("the.access.token")]
    public void What_is_no_token_is_none(string text) => TokenText.HashOf(text).ShouldBeNull();

    [Fact]
    public void Case_and_length_count()
    {
        var token = TokenText.New();
        TokenText.HashOf(token.ToUpperInvariant()).ShouldBeNull();
        TokenText.HashOf(token.ToLowerInvariant()).ShouldBeNull();
        TokenText.HashOf(token + "0").ShouldBeNull();
        TokenText.HashOf(token[..^1]).ShouldBeNull();
        TokenText.HashOf($" {token[1..]}").ShouldBeNull();
    }
}
