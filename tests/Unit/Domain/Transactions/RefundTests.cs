using FsCheck;
using FsCheck.Fluent;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Domain.Transactions;

namespace Rupaya.Unit.Domain.Transactions;

public sealed class RefundTests
{
    private const int Seed = 20261126;
    private readonly SampleBook _book = new();

    [Fact]
    public void A_refund_takes_the_category_and_counts_on_the_original()
    {
        var paid = _book.Spend(100, _book.Food);
        var rows = _book.Take(_book.Refund(paid, 40));
        (rows[0].CategoryId, rows[0].Direction, rows[1].TransactionId, rows[1].RefundedAmount).ShouldBe(
            (_book.Food, Direction.In, paid.TransactionId, 40m)
        );
        _book.Refund(paid, 10, _book.Rent).Error!.Code.ShouldBe("validation_failed");
    }

    [Fact]
    public void Refunds_together_never_exceed_what_was_paid()
    {
        var paid = _book.Spend(100);
        _book.Take(_book.Refund(paid, 60));
        _book.Refund(paid, 40.01m).Error!.Code.ShouldBe("refund_exceeds");
        _book.Take(_book.Refund(paid, 40));
        _book.Refund(paid, 0.01m).Error!.Code.ShouldBe("refund_exceeds");
    }

    [Fact]
    public void A_part_is_not_refunded_beyond_the_part()
    {
        Split[] parts = [new(_book.Food, 30, null), new(_book.Rent, 70, null)];
        var paid = _book.Take(_book.Create(_book.Expense(100) with { Splits = parts }))[0];
        _book.Refund(paid, 10).Error!.Code.ShouldBe("validation_failed");
        _book.Refund(paid, 31, _book.Food).Error!.Code.ShouldBe("refund_exceeds");
        _book.Take(_book.Refund(paid, 30, _book.Food));
        _book.Refund(paid, 1, _book.Food).Error!.Code.ShouldBe("refund_exceeds");
        _book.Take(_book.Refund(paid, 70, _book.Rent));
    }

    [Fact]
    public void Only_an_expense_in_the_same_currency_is_refunded()
    {
        var income = _book.Take(_book.Create(_book.Expense(10) with { Flow = Flow.Income }))[0];
        _book.Refund(income, 5).Error!.Code.ShouldBe("validation_failed");
        var paid = _book.Spend(10);
        _book
            .Create(_book.Expense(5) with { Flow = Flow.Refund, RefundOf = paid.TransactionId, AccountId = _book.Euro.AccountId })
            .Error!.Code.ShouldBe("currency_mismatch");
    }

    [Fact]
    public void What_was_refunded_keeps_its_flow_parts_and_at_least_that_amount()
    {
        var paid = _book.Spend(100, _book.Food);
        _book.Take(_book.Refund(paid, 40));
        paid = _book.Now(paid);
        _book.Edit(paid, Change(amount: 39.99m)).Error!.Code.ShouldBe("refund_exceeds");
        _book.Edit(paid, Change() with { Flow = new(true, Flow.Income), CategoryId = new(true, null) }).Error!.Code.ShouldBe("has_refunds");
        TransactionDeletion.Decide(paid, _book.Facts, new(false, null)).Error!.Code.ShouldBe("has_refunds");
        _book.Take(_book.Edit(paid, Change(amount: 40)));
    }

    [Fact]
    public void Refunds_follow_the_category_of_what_was_paid()
    {
        var paid = _book.Spend(100, _book.Food);
        var refund = _book.Take(_book.Refund(paid, 40))[0];
        var rows = _book.Take(_book.Edit(_book.Now(paid), Change() with { CategoryId = new(true, _book.Rent) }));
        rows.Select(r => (r.TransactionId, r.CategoryId)).ShouldBe([(paid.TransactionId, _book.Rent), (refund.TransactionId, _book.Rent)]);
    }

    [Fact]
    public void A_deleted_refund_gives_its_amount_back_to_the_original()
    {
        var paid = _book.Spend(100);
        var refund = _book.Take(_book.Refund(paid, 40))[0];
        _book.Take(TransactionDeletion.Decide(refund, _book.Facts, new(false, null)));
        _book.Now(paid).RefundedAmount.ShouldBe(0);
        _book.Facts.Transactions.ShouldNotContainKey(refund.TransactionId);
    }

    /// <summary>Whatever is refunded, changed and deleted: the original knows the sum, and it is never more than was paid.</summary>
    [Fact]
    public void The_original_always_knows_the_sum_of_its_refunds() =>
        Prop.ForAll(
                Gen.Choose(0, 2).SelectMany(kind => Gen.Choose(1, 6_000).Select(cents => (kind, cents / 100m))).ListOf().ToArbitrary(),
                steps =>
                {
                    var book = new SampleBook();
                    var paid = book.Spend(100);
                    foreach (var (kind, amount) in steps)
                    {
                        Step(book, book.Now(paid), kind, amount);
                        var sum = book.Facts.RefundsOf(paid.TransactionId).Sum(r => r.Amount);
                        if (book.Now(paid).RefundedAmount != sum || sum > 100)
                        {
                            return false;
                        }
                    }
                    return book.Balances.Of(book.Cash).Current == 9_900 + book.Now(paid).RefundedAmount;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithReplay(Seed, Seed | 1UL).WithMaxTest(500));

    private static void Step(SampleBook book, Transaction paid, int kind, decimal amount)
    {
        var refund = book.Facts.RefundsOf(paid.TransactionId).OrderBy(r => r.TransactionId).FirstOrDefault();
        var decided =
            kind == 0 || refund is null ? book.Refund(paid, amount)
            : kind == 1 ? book.Edit(refund, Change(amount))
            : TransactionDeletion.Decide(refund, book.Facts, new(false, null));
        if (decided.IsSuccess)
        {
            book.Take(decided);
        }
    }

    private static TransactionEdit Change(decimal? amount = null) =>
        new() { Amount = amount is null ? default : new Optional<decimal?>(true, amount), Lock = new(false, null) };
}
