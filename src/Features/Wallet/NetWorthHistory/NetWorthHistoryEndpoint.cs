using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Wallet.NetWorthHistory;

/// <param name="Months">How many book months up to the present one; 12 when omitted, at most 120.</param>
internal sealed record NetWorthHistoryRequest(int? Months);

internal sealed class NetWorthHistoryEndpoint(NetWorthHistoryHandler handler) : ApiEndpoint<NetWorthHistoryRequest, NetWorthAnswer>
{
    public override void Configure()
    {
        Get("/wallet/networth");
        Describe(
            "What was owned and owed at the end of each of the last book months",
            "Archived accounts stay in it. A balance in another currency is converted with the rate of the day; what has none is named."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(NetWorthHistoryRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, IfNoneMatch, cancellation));
}
