using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Wallet.NetWorthHistory;

/// <param name="Months">How many book months up to the present one; 12 when omitted, at most 120.</param>
internal sealed record NetWorthHistoryRequest(int? Months);

internal sealed class NetWorthHistoryEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/wallet/networth",
                (
                    [AsParameters] NetWorthHistoryRequest request,
                    Caller caller,
                    Conditional conditional,
                    NetWorthHistoryHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, conditional, cancellation).ToHttp()
            )
            .WithName("NetWorthHistory")
            .WithTags("Wallet")
            .WithSummary("What was owned and owed at the end of each of the last book months")
            .WithDescription(
                "Archived accounts stay in it. A balance in another currency is converted with the rate of the day; what has none is named."
            )
            .Produces<NetWorthAnswer>()
            .Problems(400, 401, 404, 503);
}

internal sealed class NetWorthHistoryValidator : AbstractValidator<NetWorthHistoryRequest>
{
    public NetWorthHistoryValidator() => RuleFor(r => r.Months).Months();
}
