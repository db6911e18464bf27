using System.Text;
using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Importing;

namespace Rupaya.Unit.Infrastructure;

public sealed class StatementReaderTests
{
    private static List<object> Read(string text) => [.. new StatementReader(Encoding.UTF8.GetBytes(text), Currency.Of("INR")).Rows()];

    [Fact]
    public void Any_order_extra_columns_mixed_line_endings_and_blank_lines_are_fine()
    {
        var rows = Read(
            "Merchant, Extra,AMOUNT,Date,category\r\n\"D-Mart, Andheri\",x,-1.50,2026-01-01,Groceries\n\n\r\n\"two  words\",y,2,2026-01-02,\nlast,z,3,2026-01-03,A"
        );
        rows.Cast<StatementRow>()
            .Select(r => (r.Line, r.Merchant, r.Amount, r.Category))
            .ShouldBe([(2, "D-Mart, Andheri", -1.5m, "Groceries"), (5, "two  words", 2m, null), (6, "last", 3m, "A")]);
    }

    [Theory]
    [InlineData("2026-02-30,1,A,B", "date", "invalid_date")]
    [InlineData("30/01/2026,1,A,B", "date", "invalid_date")]
    [InlineData(",1,A,B", "date", "invalid_date")]
    [InlineData("0001-01-01,1,A,B", "date", "invalid_date")]
    [InlineData("2026-01-01,12.3.4,A,B", "amount", "invalid_amount")]
    [InlineData("2026-01-01,1e3,A,B", "amount", "invalid_amount")]
    [InlineData("2026-01-01,\"1,5\",A,B", "amount", "invalid_amount")]
    [InlineData("2026-01-01,NaN,A,B", "amount", "invalid_amount")]
    [InlineData("2026-01-01,0,A,B", "amount", "invalid_amount")]
    [InlineData("2026-01-01,1000000000,A,B", "amount", "invalid_amount")]
    [InlineData("2026-01-01,-10.005,A,B", "amount", "currency_precision")]
    [InlineData("2026-01-01", "row", "wrong_cell_count")]
    [InlineData("2026-01-01,-1", "row", "wrong_cell_count")]
    [InlineData("2026-01-01,-1,A", "row", "wrong_cell_count")]
    [InlineData("2026-01-01,-1,234.50,A,B", "row", "wrong_cell_count")]
    [InlineData("2026-01-01,-1,A,B,", "row", "wrong_cell_count")]
    public void A_bad_row_names_its_line_field_and_reason(string row, string field, string code)
    {
        var rejected = Read($"date,amount,category,merchant\n2026-01-01,1,A,B\n{row}\n").OfType<RejectedRow>().Single();
        (rejected.Line, rejected.Field, rejected.Code).ShouldBe((3, field, code));
    }

    [Fact]
    public void Too_long_text_is_refused() =>
        Read($"date,amount,category,merchant\n2026-01-01,1,A,{new string('x', 201)}\n")
            .OfType<RejectedRow>()
            .Single()
            .Code.ShouldBe("text_too_long");

    [Fact]
    public void A_quote_that_never_closes_ends_with_an_error_and_not_with_all_the_memory() =>
        Should.Throw<CsvFormatException>(() => Read("date,amount,category,merchant\n2026-01-01,1,A,\"" + new string('x', 5_000_000)));

    [Fact]
    public void A_quote_that_never_closes_costs_its_own_row_only()
    {
        var rows = Read(
            "date,amount,category,merchant,note\n2026-01-01,-1,A,\"Cafe\n2026-01-02,-2,A,B,\n2026-01-03,-3,A,B,\"note\n2026-01-04,-4,A,B,\n"
        );
        rows.OfType<StatementRow>().Select(r => (r.Line, r.Amount)).ShouldBe([(3, -2m), (5, -4m)]);
        rows.OfType<RejectedRow>().Select(r => (r.Line, r.Code)).ShouldBe([(2, "malformed_row"), (4, "malformed_row")]);
    }

    [Fact]
    public void A_rejected_row_tells_too_that_the_file_has_signs() =>
        Read("date,amount,category,merchant\n2026-02-30,-5,A,B\n").OfType<RejectedRow>().Single().IsNegative.ShouldBeTrue();

    [Theory]
    [InlineData("2026-10-02,\u2212100.00,A,B")]
    [InlineData("2026-10-02,(1 234.50),A,B")]
    [InlineData("02.10.2026,-5,A,B")]
    [InlineData("2026-10-02,-5")]
    [InlineData("2026-10-02,\"-1,234.50\",A,B")]
    [InlineData("2026-10-02,-5,A,\"never closed")]
    [InlineData("2026-10-02,(1,234.50),A,B")]
    [InlineData("2026-10-02,1,234.50-,A,B")]
    [InlineData("2026-10-02,1,00,000.00 Dr,A,B")]
    [InlineData("2026-10-02,100,50-,A,B")]
    public void Whatever_rejects_a_row_its_negative_amount_tells_that_the_file_has_signs(string row) =>
        Read($"date,amount,category,merchant\n{row}\n").OfType<RejectedRow>().Single().IsNegative.ShouldBeTrue();

    [Theory]
    [InlineData("2026-10-02,1,234.50,A,B")]
    [InlineData("2026-10-02,5,A,Shop, (Main St),-5")]
    [InlineData("2026-10-02,5")]
    public void A_comma_too_many_alone_makes_no_amount_negative(string row) =>
        Read($"date,amount,category,merchant\n{row}\n").OfType<RejectedRow>().Single().IsNegative.ShouldBeFalse();

    [Fact]
    public void A_comma_before_the_amount_does_not_hide_its_sign() =>
        Read("date,merchant,amount,category\n2026-10-02,Shop, Ltd,-5,A\n").OfType<RejectedRow>().Single().IsNegative.ShouldBeTrue();

    [Theory]
    [InlineData("2026-10-02,5", "2026-10-02,5")]
    [InlineData("2026-10-02,x,\"Café, Berlin\",B", "2026-10-02,x,\"Café, Berlin\",B")]
    [InlineData("2026-10-02,x,A,\"two\nlines\"", "2026-10-02,x,A,\"two\nlines\"")]
    public void A_rejected_row_keeps_its_text(string row, string text) =>
        Read($"date,amount,category,merchant\n{row}\n").OfType<RejectedRow>().Single().Text.ShouldBe(text);

    [Fact]
    public void A_long_rejected_row_is_cut() =>
        Read($"date,amount,category,merchant\n2026-10-02,x,A,{new string('b', 5000)}\n")
            .OfType<RejectedRow>()
            .Single()
            .Text.Length.ShouldBe(1000);

    [Theory]
    [InlineData("A,\"two\nlines\"", "two\nlines")]
    [InlineData("A,\"win\r\ndows\"", "win\r\ndows")]
    [InlineData("A,\"he said \"\"yes\"\"\n\nand left\"", "he said \"yes\"\n\nand left")]
    [InlineData("\"A\" ,\"a,b\n,c\" ", "a,b\n,c")]
    public void A_quoted_cell_goes_over_the_end_of_a_line(string cells, string merchant)
    {
        var rows = Read($"date,amount,category,merchant\n2026-01-01,-1,{cells}\n2026-01-02,-2,A,B\n").Cast<StatementRow>().ToList();
        var lines = cells.Count(c => c == '\n') + 1;
        rows.Select(r => (r.Line, r.Category, r.Merchant)).ShouldBe([(2, "A", merchant), (2 + lines, "A", "B")]);
    }

    [Fact]
    public void A_quoted_cell_goes_over_twenty_lines_and_not_over_more()
    {
        Read($"date,amount,category,merchant\n2026-01-01,-1,A,\"{new string('\n', 19)}B\"\n").Single().ShouldBeOfType<StatementRow>();
        var longer = Read($"date,amount,category,merchant\n2026-01-01,-1,A,\"x{new string('\n', 20)}B\"\n2026-01-02,-2,A,B\n");
        longer.OfType<StatementRow>().Single().Amount.ShouldBe(-2);
        longer.OfType<RejectedRow>().First().Code.ShouldBe("malformed_row");
    }

    [Fact]
    public void A_quoted_address_with_as_many_commas_as_the_header_is_one_cell()
    {
        var rows = Read(
            "date,amount,category,merchant\n2026-10-01,-5,Dining,\"Invoice\nFlat 3, High St, London, UK\nthanks\"\n2026-10-02,-6,Dining,B\n"
        );
        rows.OfType<StatementRow>().Select(r => r.Merchant).ShouldBe(["Invoice\nFlat 3, High St, London, UK\nthanks", "B"]);
    }

    [Fact]
    public void Rows_between_two_stray_quotes_are_not_swallowed()
    {
        var rows = Read(
            "date,amount,category,merchant\n2026-01-01,-1,A,\"Cafe\n2026-01-02,-2,A,B\n2026-01-03,-3,A,Shop\"\n2026-01-04,-4,A,B\n"
        );
        rows.OfType<StatementRow>().Select(r => r.Amount).ShouldContain(-2);
        rows.OfType<StatementRow>().Select(r => r.Amount).ShouldContain(-4);
    }

    [Fact]
    public void The_header_is_checked_from_the_start_of_the_file()
    {
        StatementReader.HeaderProblem("Date,Amount,Category,Merchant\n"u8.ToArray()).ShouldBeNull();
        StatementReader.HeaderProblem([0xEF, 0xBB, 0xBF, .. "date,amount,category,merchant\n"u8]).ShouldBeNull();
        StatementReader.HeaderProblem("date,amount\n"u8.ToArray())!.ShouldContain("category, merchant");
        StatementReader.HeaderProblem([.. "date,amount,category,merchant\n2026-01-01,1,A,Caf"u8, 0xC3]).ShouldBeNull();
    }

    [Theory]
    [InlineData("date,amount,category,merchant,amount")]
    [InlineData("date,amount,category,merchant,Balance, balance ")]
    [InlineData("date,date,amount,category,merchant")]
    [InlineData("date,amount,category,merchant,\u00A0Amount")]
    [InlineData("date,amount\u200B,amount,category,merchant")]
    [InlineData("date,amount,category,merchant,Geb\u00FChr,GEBU\u0308HR")]
    public void A_header_that_names_a_column_twice_is_refused(string header) =>
        StatementReader.HeaderProblem(Encoding.UTF8.GetBytes(header + "\n"))!.ShouldContain("twice");

    [Fact]
    public void Columns_without_a_name_may_be_many() =>
        StatementReader.HeaderProblem("date,amount,category,merchant,,\n"u8.ToArray()).ShouldBeNull();

    [Fact]
    public void Names_that_are_other_letters_in_an_older_charset_are_not_taken_for_one()
    {
        byte[] header = [.. "date,amount,category,merchant,Geb"u8, 0xFC, .. "hr,Geb"u8, 0xE4, .. "hr\n"u8];
        StatementReader.HeaderProblem(header).ShouldBeNull();
    }
}
