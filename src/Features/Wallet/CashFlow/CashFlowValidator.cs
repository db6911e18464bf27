namespace Rupaya.Features.Wallet.CashFlow;

internal sealed class CashFlowValidator : RangeQueryValidator<CashFlowRequest>
{
    public CashFlowValidator() => RuleFor(r => r.Interval).OneOf("day", "week", "month");
}
