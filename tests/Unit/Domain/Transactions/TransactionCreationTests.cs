using Rupaya.Domain.Ledger;

namespace Rupaya.Unit.Domain.Transactions;

public sealed class TransactionCreationTests
{
    private readonly SampleBook _book = new();

    [Theory]
    [InlineData(Flow.Income, Direction.In)]
    [InlineData(Flow.Expense, Direction.Out)]
    [InlineData(Flow.Refund, Direction.In)]
    public void The_flow_tells_the_direction(Flow flow, Direction direction)
    {
        var row = _book.Take(_book.Create(_book.Expense(10) with { Flow = flow })).ShouldHaveSingleItem();
        (row.Flow, row.Direction, row.Currency, row.Date, row.Status).ShouldBe((flow, direction, "INR", SampleBook.Today, "cleared"));
    }

    [Fact]
    public void Nothing_is_decided_for_what_is_not_there()
    {
        _book.Create(_book.Expense(10) with { AccountId = SampleBook.Id(99) }).Error!.Code.ShouldBe("not_found");
        _book.Create(_book.Expense(10, SampleBook.Id(99))).Error!.Code.ShouldBe("not_found");
        _book.Create(_book.Expense(10) with { RefundOf = SampleBook.Id(99) }).Error!.Code.ShouldBe("not_found");
    }

    [Fact]
    public void What_does_not_fit_the_account_is_refused()
    {
        _book.Create(_book.Expense(10) with { AccountId = _book.Old.AccountId }).Error!.Code.ShouldBe("account_archived");
        _book.Create(_book.Expense(10) with { Currency = "EUR" }).Error!.Code.ShouldBe("currency_mismatch");
        _book.Create(_book.Expense(10.001m)).Error!.Code.ShouldBe("currency_precision");
        _book.Create(_book.Expense(10_000.01m)).Error!.Code.ShouldBe("insufficient_balance");
    }

    [Fact]
    public void The_category_is_of_the_kind_of_the_flow()
    {
        _book.Create(_book.Expense(10, _book.Salary)).Error!.Code.ShouldBe("category_kind");
        _book.Create(_book.Expense(10, _book.Food) with { Flow = Flow.Income }).Error!.Code.ShouldBe("category_kind");
        _book.Create(_book.Expense(10, _book.Food) with { Flow = Flow.Refund }).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Parts_sum_to_the_amount_and_are_each_of_the_kind()
    {
        _book.Create(Parts((_book.Food, 4), (_book.Rent, 6))).IsSuccess.ShouldBeTrue();
        _book.Create(Parts((_book.Food, 4), (_book.Rent, 5.99m))).Error!.Code.ShouldBe("splits_do_not_sum");
        _book.Create(Parts((_book.Food, 4), (_book.Salary, 6))).Error!.Code.ShouldBe("category_kind");
        _book.Create(Parts((_book.Food, 4.001m), (_book.Rent, 5.999m))).Error!.Code.ShouldBe("currency_precision");
    }

    [Fact]
    public void What_one_commit_decides_counts_for_the_next_decision()
    {
        _book.Spend(9_000);
        _book.Create(_book.Expense(1_000.01m)).Error!.Code.ShouldBe("insufficient_balance");
        _book.Create(_book.Expense(1_000)).IsSuccess.ShouldBeTrue();
        _book.Balances.Clear();
        _book.Create(_book.Expense(10_000)).IsSuccess.ShouldBeTrue();
    }

    private Rupaya.Domain.Transactions.NewTransaction Parts(params (Guid Category, decimal Amount)[] parts) =>
        _book.Expense(10) with
        {
            Splits = [.. parts.Select(p => new Split(p.Category, p.Amount, null))],
        };
}
