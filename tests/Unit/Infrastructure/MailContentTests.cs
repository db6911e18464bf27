using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Messaging;

namespace Rupaya.Unit.Infrastructure;

public sealed class MailContentTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Text_and_HTML_say_the_same_and_HTML_runs_nothing()
    {
        var content = new MailContent("A <b> & c", ["Said <script>alert(1)</script>"], At)
        {
            Facts = [("Amount", "12.50 INR")],
            Action = new MailAction("Open", "https://app.rupaya.example/x#token=a&b", "a&b"),
            Notes = ["Why this came."],
        };
        var (text, html) = (content.Text(), content.Html());
        foreach (var part in new[] { "Amount", "12.50 INR", "Why this came.", "2026-11-21 10:30 UTC" })
        {
            text.ShouldContain(part);
            html.ShouldContain(part);
        }
        text.ShouldContain("Token: a&b");
        html.ShouldContain("href=\"https://app.rupaya.example/x#token=a&amp;b\"");
        html.ShouldContain("&lt;script&gt;");
        html.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("two\r\nlines", "two  lines")]
    [InlineData("https://evil.example", "https evil.example")]
    [InlineData("www.evil.example", "www evil.example")]
    [InlineData(null, "")]
    public void What_people_typed_adds_neither_lines_nor_links(string? typed, string said) => MailContent.Inert(typed).ShouldBe(said);

    [Fact]
    public void A_long_text_is_cut_between_characters() => MailContent.Inert("😀😀😀", 3).ShouldBe("😀…");

    [Fact]
    public void A_stable_id_is_the_same_for_the_same_and_says_its_version()
    {
        var id = StableId.Of($"transaction.mail/{7}");
        StableId.Of($"transaction.mail/{7}").ShouldBe(id);
        StableId.Of($"transaction.mail/{8}").ShouldNotBe(id);
        id.Version.ShouldBe(8);
    }
}
