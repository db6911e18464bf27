namespace Rupaya.Features.Wallet.NetWorthHistory;

internal sealed class NetWorthHistoryValidator : Validator<NetWorthHistoryRequest>
{
    public NetWorthHistoryValidator() => RuleFor(r => r.Months).Months();
}
