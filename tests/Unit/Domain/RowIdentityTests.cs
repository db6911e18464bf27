using System.Globalization;
using Rupaya.Domain.Imports;

namespace Rupaya.Unit.Domain;

public sealed class RowIdentityTests
{
    private static readonly Guid Account = new(1, 0, 0, new byte[8]);
    private static readonly DateOnly Day = new(2026, 10, 1);

    private static StatementRow Row(int line, decimal amount, string? reference = null, DateOnly? date = null) =>
        new(line, date ?? Day, Math.Abs(amount), amount < 0 ? "expense" : "income", "Shopping", "UPI Shop", null, reference);

    private static List<IdentifiedRow> Identify(RowIdentity file, params (decimal Amount, string? Reference)[] rows) =>
        [.. rows.Select((r, i) => file.Of(Row(i + 2, r.Amount, r.Reference), r.Amount))];

    private static List<IdentifiedRow> Identify(params (decimal Amount, string? Reference)[] rows) =>
        Identify(new RowIdentity(Account), rows);

    [Fact]
    public void Without_a_reference_equal_rows_are_told_apart_by_their_occurrence_and_files_are_not()
    {
        var rows = Identify((-1.50m, null), (-1.5m, null));
        rows[0].Identity.ShouldNotBe(rows[1].Identity);
        Identify((-1.5m, null), (-1.5m, null)).ShouldBe(rows);
    }

    [Theory]
    [InlineData("450")]
    [InlineData("0.01")]
    [InlineData("85000.5")]
    public void The_direction_belongs_to_the_identity_whatever_came_first(string written)
    {
        var amount = decimal.Parse(written, CultureInfo.InvariantCulture);
        var today = Identify((-amount, null));
        var tomorrow = Identify((amount, null), (-amount, null));
        tomorrow[1].Identity.ShouldBe(today[0].Identity);
        tomorrow[0].Identity.ShouldNotBe(today[0].Identity);
    }

    [Fact]
    public void A_reference_is_the_identity_in_its_account_and_the_same_row_again_repeats_it()
    {
        var rows = Identify((-1, "R1"), (-1, "R1"));
        rows[0].Identity.ShouldBe(rows[0].Reference!.Value);
        rows[1].ShouldBe(rows[0] with { IsRepeated = true });
        new RowIdentity(Guid.Empty).Of(Row(2, -1, "R1"), -1).Identity.ShouldNotBe(rows[0].Identity);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-")]
    [InlineData("NA")]
    [InlineData("n/a")]
    [InlineData("000000")]
    [InlineData("NONREF")]
    [InlineData("--- 0")]
    [InlineData("Not provided")]
    [InlineData("UPI")]
    [InlineData("XXXXXXXX")]
    [InlineData("nan")]
    [InlineData("undefined")]
    [InlineData("ATM-CASH")]
    [InlineData("9999999999")]
    [InlineData("1")]
    [InlineData("\u0966\u0966")]
    public void A_reference_that_stands_for_nothing_is_none(string reference)
    {
        var rows = Identify((-500, reference), (-700, reference), (-900, reference));
        rows.ShouldAllBe(r => !r.IsRepeated);
        rows.Select(r => r.Identity).ShouldBe(Identify((-500, null), (-700, null), (-900, null)).Select(r => r.Identity));
    }

    [Theory]
    [InlineData("0012")]
    [InlineData("NA17")]
    [InlineData("X1")]
    [InlineData("UPI/000000000012")]
    [InlineData("\u0967\u0968\u0969")]
    public void A_reference_with_something_in_it_is_one(string reference)
    {
        var row = Identify((-500, reference)).Single();
        row.Identity.ShouldBe(row.Reference!.Value);
    }

    [Theory]
    [InlineData("Asha", null, "Ravi", null)]
    [InlineData("Payroll", "Asha", "Payroll", "Ravi")]
    [InlineData("Asha", null, null, null)]
    public void What_one_order_pays_to_several_are_several_rows(string? merchant, string? text, string? otherMerchant, string? otherText)
    {
        var file = new RowIdentity(Account);
        var first = file.Of(Row(2, -500, "BATCH-17") with { Merchant = merchant, Description = text }, -500);
        var second = file.Of(Row(3, -500, "BATCH-17") with { Merchant = otherMerchant, Description = otherText }, -500);
        (first.IsRepeated, second.IsRepeated).ShouldBe((false, false));
        second.Identity.ShouldNotBe(first.Identity);
        second.Reference.ShouldBe(first.Reference);
    }

    [Fact]
    public void Different_rows_with_one_reference_are_different_rows()
    {
        var rows = Identify((-450, "UPI7"), (450, "UPI7"), (-450, "UPI7"));
        rows.ShouldAllBe(r => !r.IsRepeated);
        rows.Select(r => r.Identity).Distinct().Count().ShouldBe(3);
        rows.Select(r => r.Reference).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void What_was_taken_for_a_repetition_is_a_row_when_the_reference_turns_out_to_be_shared()
    {
        var file = new RowIdentity(Account);
        var rows = Identify(file, (-450, "UPI7"), (-450, "UPI7"), (450, "UPI7"));
        rows[1].IsRepeated.ShouldBeTrue();
        var again = file.Reidentified().Single();
        again.Line.ShouldBe(3);
        new[] { rows[0].Identity, rows[2].Identity }.ShouldNotContain(again.Identity);
        Identify(new RowIdentity(Account), (-1, "R1"), (-1, "R1"));
        file = new RowIdentity(Account);
        Identify(file, (-1, "R1"), (-1, "R1"));
        file.Reidentified().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(-5, true)]
    [InlineData(6, false)]
    [InlineData(31, false)]
    public void A_bank_may_move_a_row_by_a_few_days(int days, bool fits)
    {
        new RowFacts(Day, -500).Fits(new RowFacts(Day.AddDays(days), -500)).ShouldBe(fits);
        new RowFacts(Day, -500).Fits(new RowFacts(Day.AddDays(days), 500)).ShouldBeFalse();
    }
}
