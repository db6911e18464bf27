using Rupaya.Infrastructure.Figures;

namespace Rupaya.Features.Wallet.WalletSummary;

internal sealed class WalletSummaryEndpoint(WalletSummaryHandler handler) : ApiEndpoint<WalletSummaryAnswer>
{
    public override void Configure()
    {
        Get("/wallet/summary");
        Describe(
            "Balance, income, expenses and largest categories of the last twelve book months",
            "Exact as of the last commit. The total balance is that of all accounts, archived ones included, at today's rates."
        );
        InBook();
        Tagged();
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, IfNoneMatch, cancellation));
}
