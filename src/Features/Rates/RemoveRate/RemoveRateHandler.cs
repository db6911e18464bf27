using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Rates.RemoveRate;

internal sealed class RemoveRateHandler(BookDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(RemoveRateRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                if (await RateKey.FindAsync(book, request.Base!, request.Quote!, request.Date!.Value.Day, c) is not { } rate)
                {
                    return Error.NotFound("Rate");
                }
                commit.Record(rate, after: null);
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
