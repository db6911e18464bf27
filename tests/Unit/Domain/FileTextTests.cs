using System.Text;
using Rupaya.Domain.Imports;

namespace Rupaya.Unit.Domain;

public sealed class FileTextTests
{
    private static string Text(FileText file) => Encoding.UTF8.GetString(file.Utf8);

    [Theory]
    [InlineData("plain\n")]
    [InlineData("Café\nनमस्ते\n")]
    public void UTF8_stays_as_it_is_with_and_without_a_mark(string text)
    {
        FileText.Of(Encoding.UTF8.GetBytes(text)).Note.ShouldBeNull();
        var marked = FileText.Of([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);
        (Text(marked), marked.Note, marked.IsDamaged).ShouldBe((text, null, false));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_cut_character_damages_its_own_line(bool isMarked)
    {
        byte[] bytes = [.. isMarked ? Encoding.UTF8.Preamble : [], .. "Café\nMünch"u8, 0xC3, .. "\nनमस्ते\n"u8];
        var file = FileText.Of(bytes);
        Text(file).ShouldBe("Café\nMünch\uFFFD\nनमस्ते\n");
        file.IsDamaged.ShouldBeTrue();
        file.Note!.ShouldContain("line 2");
    }

    [Theory]
    [InlineData(new byte[] { 0xE0, 0xA4 })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void Whatever_is_broken_the_other_lines_are_whole(byte[] broken)
    {
        byte[] bytes = [.. "é\nè\nê\nà\n"u8, .. broken, .. "\r\nü"u8];
        Text(FileText.Of(bytes)).ShouldMatch("^é\nè\nê\nà\n\uFFFD+\r\nü$");
    }

    [Theory]
    [InlineData(new byte[] { (byte)'f', 0xC3 })]
    [InlineData(new byte[] { 0xE0, 0xA4 })]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 })]
    [InlineData(new byte[] { (byte)' ', 0xE2, 0x82 })]
    [InlineData(new byte[] { (byte)'s', 0xE2, 0x80 })]
    public void A_cut_character_is_damage_although_the_file_has_no_other(byte[] cut)
    {
        var file = FileText.Of([.. "date,merchant\nCa"u8, .. cut, .. "\nBar\n"u8]);
        file.IsDamaged.ShouldBeTrue();
        Text(file).ShouldContain("\uFFFD");
        file.Note!.ShouldContain("line 2");
    }

    [Theory]
    [InlineData("S\u00C3O JO\u00C3O")]
    [InlineData("IRM\u00C3")]
    [InlineData("\u00ABLe Caf\u00E9\u00BB")]
    [InlineData("l'\u00E9t\u00E9\u2026")]
    [InlineData("Caf\u00E9 Stra\u00DFe 3\u00D74")]
    [InlineData("\u00C9t\u00E9")]
    public void Words_of_the_older_charset_are_no_cut_characters(string text)
    {
        var file = FileText.Of(System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes($"date\n{text}\n"));
        (Text(file), file.IsDamaged).ShouldBe(($"date\n{text}\n", false));
    }

    [Fact]
    public void A_file_of_another_charset_is_Windows_1252()
    {
        var file = FileText.Of([.. "Caf"u8, 0xE9, .. "\nM"u8, 0xFC, .. "nchen "u8, 0x80, .. "5\n"u8]);
        (Text(file), file.IsDamaged).ShouldBe(("Café\nMünchen €5\n", false));
        file.Note.ShouldBe("The file is not UTF-8; it was read as Windows-1252.");
    }

    [Fact]
    public void In_a_file_put_together_of_both_each_line_is_what_it_is()
    {
        var file = FileText.Of([.. "Caf"u8, 0xE9, .. "\nM"u8, 0xFC, .. "nchen\nCafé\nna"u8, 0xEF, .. "ve\n"u8]);
        Text(file).ShouldBe("Café\nMünchen\nCafé\nnaïve\n");
        file.Note!.ShouldContain("Windows-1252");
    }
}
