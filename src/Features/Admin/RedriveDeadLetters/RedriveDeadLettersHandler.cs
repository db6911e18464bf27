using Rupaya.Infrastructure.Messaging.Operations;

namespace Rupaya.Features.Admin.RedriveDeadLetters;

internal sealed class RedriveDeadLettersHandler(MessagingOperations operations)
{
    public Task<Result<Reply<RedriveResponse>>> HandleAsync(string queue, CancellationToken cancellation) =>
        RedriveResponse.FromAsync(operations.RedriveAsync(queue, cancellation));
}
