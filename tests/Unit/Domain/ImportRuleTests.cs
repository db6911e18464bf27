using Rupaya.Domain.Imports;
using Rupaya.Domain.Ledger;

namespace Rupaya.Unit.Domain;

public sealed class ImportRuleTests
{
    private static readonly Guid Dining = new(1, 0, 0, new byte[8]);
    private static readonly Guid Salary = new(2, 0, 0, new byte[8]);

    private static StatementRow Row(decimal amount, string? category, string? type = null, string? reference = null) =>
        new(2, new DateOnly(2026, 1, 1), amount, type, category, "Shop", null, reference);

    private static CategoryResolver Resolver(bool signs)
    {
        var next = 100;
        return new CategoryResolver(
            signs,
            [new(Dining, "expense", "Dining"), new(Salary, "income", "Salary")],
            () => new Guid(next++, 0, 0, new byte[8])
        );
    }

    [Theory]
    [InlineData(true, -5, "dining", null, Flow.Expense)]
    [InlineData(true, 5, "Dining", null, Flow.Refund)]
    [InlineData(true, 5, "Salary", null, Flow.Income)]
    [InlineData(false, 5, "Dining", null, Flow.Expense)]
    [InlineData(false, 5, "SALARY", null, Flow.Income)]
    [InlineData(false, 5, null, null, Flow.Expense)]
    [InlineData(true, 5, null, null, Flow.Income)]
    [InlineData(true, 5, "Dining", "expense", Flow.Expense)]
    [InlineData(false, 5, "Dining", "income", Flow.Refund)]
    [InlineData(false, 5, "Interest", null, Flow.Income)]
    [InlineData(false, 5, "Unknown", null, Flow.Expense)]
    public void Direction_is_the_types_then_the_signs_then_the_categorys(
        bool signs,
        int amount,
        string? category,
        string? type,
        Flow flow
    ) => Resolver(signs).Resolve(Row(amount, category, type)).Flow.ShouldBe(flow);

    [Fact]
    public void An_unknown_category_is_created_once_with_the_directions_kind()
    {
        var resolver = Resolver(signs: true);
        var first = resolver.Resolve(Row(-1, "Pets"));
        resolver.Resolve(Row(-2, "PETS")).CategoryId.ShouldBe(first.CategoryId);
        resolver.Resolve(Row(3, "pets")).ShouldBe(new ResolvedRow(Flow.Refund, first.CategoryId));
        resolver.Resolve(Row(-4, "Salary")).CategoryId.ShouldNotBe(Salary);
        resolver.Created.Select(c => (c.Kind, c.Name)).ShouldBe([("expense", "Pets"), ("expense", "Salary")]);
    }

    [Fact]
    public void A_reference_is_the_identity_and_a_second_one_in_the_file_repeats_it()
    {
        var identity = new RowIdentity(Dining);
        var (first, repeated) = identity.Of(Row(1, null, reference: "R1"));
        repeated.ShouldBeFalse();
        identity.Of(Row(2, "Dining", reference: "R1")).ShouldBe((first, true));
        new RowIdentity(Salary).Of(Row(1, null, reference: "R1")).Identity.ShouldNotBe(first);
    }

    [Fact]
    public void Without_a_reference_equal_rows_are_told_apart_by_their_occurrence_and_files_are_not()
    {
        var (one, other) = (new RowIdentity(Dining), new RowIdentity(Dining));
        var (a, b) = (one.Of(Row(1.50m, null)).Identity, one.Of(Row(1.5m, null)).Identity);
        a.ShouldNotBe(b);
        other.Of(Row(1.5m, null)).Identity.ShouldBe(a);
        other.Of(Row(1.5m, null)).Identity.ShouldBe(b);
    }
}
