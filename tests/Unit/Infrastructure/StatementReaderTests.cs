using System.Text;
using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Statements;

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
    [InlineData("2026-01-01", "amount", "invalid_amount")]
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
            "date,amount,category,merchant,note\n2026-01-01,-1,A,\"Cafe\n2026-01-02,-2,A,B\n2026-01-03,-3,A,B,\"note\n2026-01-04,-4,A,B\n"
        );
        rows.OfType<StatementRow>().Select(r => (r.Line, r.Amount)).ShouldBe([(3, -2m), (5, -4m)]);
        rows.OfType<RejectedRow>().Select(r => (r.Line, r.Code)).ShouldBe([(2, "malformed_row"), (4, "malformed_row")]);
    }

    [Fact]
    public void A_rejected_row_tells_too_that_the_file_has_signs() =>
        Read("date,amount,category,merchant\n2026-02-30,-5,A,B\n").OfType<RejectedRow>().Single().IsNegative.ShouldBeTrue();

    [Fact]
    public void The_header_is_checked_from_the_start_of_the_file()
    {
        StatementReader.MissingColumns("Date,Amount,Category,Merchant\n"u8.ToArray()).ShouldBeNull();
        StatementReader.MissingColumns([0xEF, 0xBB, 0xBF, .. "date,amount,category,merchant\n"u8]).ShouldBeNull();
        StatementReader.MissingColumns("date,amount\n"u8.ToArray()).ShouldBe("category, merchant");
        StatementReader.MissingColumns([.. "date,amount,category,merchant\n2026-01-01,1,A,Caf"u8, 0xC3]).ShouldBeNull();
    }
}
