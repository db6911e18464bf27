using Rupaya.Domain.Ledger;
using Rupaya.Domain.Results;
using Rupaya.Domain.Transactions;

namespace Rupaya.Unit.Domain.Transactions;

public sealed class TransferTests
{
    private static readonly TransferText Text = new(SampleBook.Today, "rent", null, [], "cleared");
    private readonly SampleBook _book = new();
    private readonly TransactionEdit _edit = new() { Lock = new(false, null) };

    [Fact]
    public void Two_legs_of_one_id_move_the_money()
    {
        var legs = _book.Take(Decide(100, null, _book.Cash, _book.Bank));
        legs.Select(l => (l.AccountId, l.Direction, l.Amount, l.Flow))
            .ShouldBe([
                (_book.Cash.AccountId, Direction.Out, 100, Flow.Transfer),
                (_book.Bank.AccountId, Direction.In, 100, Flow.Transfer),
            ]);
        legs[0].TransferId.ShouldBe(legs[1].TransferId);
        (_book.Balances.Of(_book.Cash).Current, _book.Balances.Of(_book.Bank).Current).ShouldBe((9_900, 10_100));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Decide(1, null, _book.Cash, _book.Cash).Error!.Code.ShouldBe("same_account");
        Decide(1, null, _book.Cash, _book.Old).Error!.Code.ShouldBe("account_archived");
        Decide(1, null, _book.Cash, _book.Euro).Error!.Fields!.Keys.ShouldBe(["toAmount"]);
        Decide(1, 2, _book.Cash, _book.Bank).Error!.Fields!.Keys.ShouldBe(["toAmount"]);
        Decide(1.001m, null, _book.Cash, _book.Bank).Error!.Code.ShouldBe("currency_precision");
        Decide(1, 0.001m, _book.Cash, _book.Euro).Error!.Code.ShouldBe("currency_precision");
        Decide(10_001, null, _book.Cash, _book.Bank).Error!.Code.ShouldBe("insufficient_balance");
    }

    [Fact]
    public void Within_a_currency_both_legs_keep_date_description_and_amount()
    {
        var legs = _book.Take(Decide(100, null, _book.Cash, _book.Bank));
        var day = SampleBook.Today.AddDays(-1);
        var rows = _book.Take(
            _book.Edit(legs[1], _edit with { Amount = new(true, 70), Date = new(true, day), Merchant = new(true, "only here") })
        );
        rows.Select(r => (r.TransactionId, r.Amount, r.Date, r.Merchant))
            .ShouldBe([(legs[1].TransactionId, 70, day, "only here"), (legs[0].TransactionId, 70, day, null)]);
        (_book.Balances.Of(_book.Cash).Current, _book.Balances.Of(_book.Bank).Current).ShouldBe((9_930, 10_070));
    }

    [Fact]
    public void What_is_the_legs_own_leaves_the_other_alone()
    {
        var legs = _book.Take(Decide(100, 1, _book.Cash, _book.Euro));
        _book.Take(_book.Edit(legs[0], _edit with { Status = new(true, "pending") })).ShouldHaveSingleItem();
        _book.Take(_book.Edit(_book.Now(legs[0]), _edit with { Amount = new(true, 90) })).ShouldHaveSingleItem();
        _book.Edit(_book.Now(legs[0]), _edit with { AccountId = new(true, _book.Euro.AccountId) }).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public void A_transfer_stays_one_and_has_no_category()
    {
        var leg = _book.Take(Decide(100, null, _book.Cash, _book.Bank))[0];
        _book.Edit(leg, _edit with { Type = new(true, Flow.Expense) }).Error!.Fields!.Keys.ShouldBe(["type"]);
        _book.Edit(leg, _edit with { CategoryId = new(true, _book.Food) }).Error!.Fields!.Keys.ShouldBe(["categoryId"]);
        _book.Edit(leg, _edit with { AccountId = new(true, _book.Bank.AccountId) }).Error!.Code.ShouldBe("same_account");
    }

    [Fact]
    public void A_leg_that_is_reconciled_keeps_the_other_from_changing_it()
    {
        var legs = _book.Take(Decide(100, null, _book.Cash, _book.Bank));
        _book.Facts.Remember(legs[1] with { ReconciledSeq = 9 });
        _book.Edit(legs[0], _edit with { Amount = new(true, 90) }).Error!.Code.ShouldBe("reconciled");
        _book.Edit(legs[0], _edit with { Merchant = new(true, "Bank") }).IsSuccess.ShouldBeTrue();
        TransactionDeletion.Decide(legs[0], _book.Facts, _edit.Lock).Error!.Code.ShouldBe("reconciled");
    }

    [Fact]
    public void Both_legs_are_deleted_together()
    {
        var legs = _book.Take(Decide(100, null, _book.Cash, _book.Bank));
        _book.Take(TransactionDeletion.Decide(legs[1], _book.Facts, _edit.Lock)).Count.ShouldBe(2);
        (_book.Balances.Of(_book.Cash).Current, _book.Balances.Of(_book.Bank).Current).ShouldBe((10_000, 10_000));
    }

    private Result<TransactionDecision> Decide(decimal amount, decimal? toAmount, Account from, Account to) =>
        Transfers.Decide(amount, toAmount, from, to, Text, _book.Facts, _book.Balances);
}
