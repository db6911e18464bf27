using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Wallet.WalletSummary;

internal sealed class WalletSummaryEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/wallet/summary",
                (Caller caller, Conditional conditional, WalletSummaryHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, conditional, cancellation).ToHttp()
            )
            .WithName("WalletSummary")
            .WithTags("Wallet")
            .WithSummary("Balance, income, expenses and largest categories of the last twelve book months")
            .WithDescription(
                "Exact as of the last commit. The total balance is that of all accounts, archived ones included, at today's rates."
            )
            .Produces<WalletSummaryAnswer>()
            .Problems(401, 404, 503);
}
