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
    public void Rows_whose_direction_nothing_tells_are_counted()
    {
        var resolver = Resolver(signs: false);
        resolver.Resolve(Row(1, "Dining"));
        resolver.Resolve(Row(1, "Salary"));
        resolver.Resolve(Row(1, "Dining", type: "income"));
        resolver.Undecided.ShouldBe(0);
        resolver.Resolve(Row(1, null));
        resolver.Resolve(Row(1, "Bonus"));
        resolver.Resolve(Row(2, "BONUS"));
        resolver.Undecided.ShouldBe(3);
        var signed = Resolver(signs: true);
        signed.Resolve(Row(1, null));
        signed.Undecided.ShouldBe(0);
    }

    [Theory]
    [InlineData("\u200B\u00A0")]
    [InlineData("\u2060")]
    public void A_category_without_a_visible_character_is_none(string name) =>
        Resolver(signs: true).Resolve(Row(-1, name)).CategoryId.ShouldBeNull();

    [Fact]
    public void A_category_whose_name_could_not_be_read_is_not_created()
    {
        var resolver = Resolver(signs: true);
        resolver.Resolve(Row(-1, "Caf\uFFFD")).ShouldBe(new ResolvedRow(Flow.Expense, null));
        resolver.Created.ShouldBeEmpty();
    }
}
