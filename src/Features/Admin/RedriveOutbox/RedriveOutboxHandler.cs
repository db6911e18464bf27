using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Features.Admin.RedriveOutbox;

internal sealed class RedriveOutboxHandler(MessagingOperations operations)
{
    public Task<Result<Reply<RedriveResponse>>> HandleAsync(CancellationToken cancellation) =>
        RedriveResponse.FromAsync(operations.RedriveOutboxAsync(cancellation));
}
