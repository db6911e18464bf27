using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Features.Admin.ShowMessaging;

internal sealed class ShowMessagingHandler(MessagingOperations operations)
{
    public async Task<Result<Reply<MessagingState>>> HandleAsync(CancellationToken cancellation) =>
        Reply.Ok<MessagingState>(await operations.ReadAsync(cancellation));
}
