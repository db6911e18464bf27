using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;

namespace Rupaya.Unit.Domain.Transactions;

public sealed class TransactionEditTests
{
    private readonly SampleBook _book = new();
    private readonly TransactionEdit _edit = new() { Lock = new(false, null) };

    [Fact]
    public void What_is_not_given_stays()
    {
        var row = _book.Take(_book.Create(_book.Expense(10, _book.Food) with { Merchant = "Shop", Tags = ["a"] }))[0];
        var after = _book.Take(_book.Edit(row, _edit with { Amount = new(true, 12) })).ShouldHaveSingleItem();
        after.ShouldBe(row with { Amount = 12, Version = after.Version });
    }

    [Fact]
    public void It_may_move_to_another_account_of_its_currency_only()
    {
        var row = _book.Spend(10);
        _book.Edit(row, _edit with { AccountId = new(true, _book.Bank.AccountId) }).IsSuccess.ShouldBeTrue();
        _book.Edit(row, _edit with { AccountId = new(true, _book.Euro.AccountId) }).Error!.Code.ShouldBe("currency_mismatch");
        _book.Edit(row, _edit with { AccountId = new(true, _book.Old.AccountId) }).Error!.Code.ShouldBe("account_archived");
        _book.Edit(row, _edit with { AccountId = new(true, SampleBook.Id(99)) }).Error!.Code.ShouldBe("not_found");
    }

    [Fact]
    public void Only_the_net_effect_counts_for_the_overdraft()
    {
        var row = _book.Spend(9_999);
        _book.Edit(row, _edit with { Amount = new(true, 10_000) }).IsSuccess.ShouldBeTrue();
        _book.Edit(row, _edit with { Amount = new(true, 10_000.01m) }).Error!.Code.ShouldBe("insufficient_balance");
    }

    [Fact]
    public void A_category_ends_a_split_and_parts_end_a_category()
    {
        var row = _book.Spend(10, _book.Food);
        var split = _book.Take(_book.Edit(row, _edit with { Splits = new(true, [new(_book.Food, 4, null), new(_book.Rent, 6, null)]) }))[0];
        (split.CategoryId, split.Splits.Count).ShouldBe((null, 2));
        var whole = _book.Take(_book.Edit(split, _edit with { CategoryId = new(true, _book.Rent) }))[0];
        (whole.CategoryId, whole.Splits.Count).ShouldBe((_book.Rent, 0));
    }

    [Theory]
    // A refund without an original is income once it is earned; otherwise it stays a refund.
    [InlineData(Flow.Refund, Flow.Income, null, false, Flow.Refund)]
    [InlineData(Flow.Refund, Flow.Income, null, true, Flow.Income)]
    [InlineData(Flow.Refund, Flow.Expense, null, false, Flow.Expense)]
    [InlineData(Flow.Refund, null, Flow.Income, false, Flow.Income)]
    [InlineData(Flow.Expense, Flow.Income, null, false, Flow.Income)]
    [InlineData(Flow.Income, null, Flow.Refund, false, Flow.Refund)]
    [InlineData(Flow.Income, null, null, false, Flow.Income)]
    public void The_flow_after_an_edit(Flow before, Flow? type, Flow? flow, bool isEarned, Flow after)
    {
        var row = _book.Take(_book.Create(_book.Expense(10) with { Flow = before }))[0];
        var edit = _edit with { Type = new(type is not null, type), Flow = new(flow is not null, flow) };
        edit = isEarned ? edit with { CategoryId = new(true, _book.Salary) } : edit;
        _book.Take(_book.Edit(row, edit))[0].Flow.ShouldBe(after);
    }

    [Theory]
    [InlineData(Flow.Transfer)]
    [InlineData(Flow.Adjustment)]
    public void A_transaction_becomes_neither_transfer_nor_adjustment(Flow flow) =>
        _book.Edit(_book.Spend(10), _edit with { Type = new(true, flow) }).Error!.Fields!.Keys.ShouldBe(["type"]);

    [Fact]
    public void An_adjustment_stays_one()
    {
        var row = _book.Take(new TransactionDecision(Adjustments.Make(_book.Cash, -5, SampleBook.Today, "found", _book.Facts)))[0];
        (row.Amount, row.Direction, row.Flow, row.Description).ShouldBe((5, Direction.Out, Flow.Adjustment, "found"));
        _book.Edit(row, _edit with { Type = new(true, Flow.Income) }).Error!.Code.ShouldBe("validation_failed");
        _book.Edit(row, _edit with { CategoryId = new(true, _book.Food) }).Error!.Code.ShouldBe("validation_failed");
        var after = _book.Take(_book.Edit(row, _edit with { Amount = new(true, 6) }))[0];
        (after.Flow, after.Direction).ShouldBe((Flow.Adjustment, Direction.Out));
    }

    [Fact]
    public void What_is_reconciled_needs_force_and_loses_the_proof_with_its_bank_facts()
    {
        var row = _book.Spend(10) with { ReconciledSeq = 5 };
        _book.Facts.Remember(row);
        _book.Edit(row, _edit with { Merchant = new(true, "Shop") }).Error!.Code.ShouldBe("reconciled");
        var forced = _edit with { Lock = new(true, "typo") };
        var named = _book.Edit(row, forced with { Merchant = new(true, "Shop") }).Value.Changes[0];
        (named.After!.ReconciledSeq, named.Reason).ShouldBe((5, "typo"));
        _book.Edit(row, forced with { Amount = new(true, 11) }).Value.Changes[0].After!.ReconciledSeq.ShouldBeNull();
        TransactionDeletion.Decide(row, _book.Facts, _edit.Lock).Error!.Code.ShouldBe("reconciled");
        TransactionDeletion.Decide(row, _book.Facts, forced.Lock).Value.Changes[0].Reason.ShouldBe("typo");
    }

    [Theory]
    [InlineData(1, null, "validation_failed")]
    [InlineData(0, "2026-11-26", "reconciled")]
    [InlineData(0, "2026-11-25", null)]
    public void A_day_that_is_proved_or_to_come_is_not_adjusted(int days, string? reconciledOn, string? code)
    {
        var account = _book.Cash with { ReconciledOn = reconciledOn is null ? null : DateOnly.ParseExact(reconciledOn, "yyyy-MM-dd") };
        var refused = Adjustments.Check(account, 5, SampleBook.Today.AddDays(days), SampleBook.Today);
        (refused?.Code).ShouldBe(code);
    }
}
