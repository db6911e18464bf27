using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Features.Admin.ShowMessaging;

internal sealed class ShowMessagingHandler(MessagingOperations operations)
{
    public async Task<Result<Answer>> HandleAsync(CancellationToken cancellation) => Answer.Ok(await operations.ReadAsync(cancellation));
}
