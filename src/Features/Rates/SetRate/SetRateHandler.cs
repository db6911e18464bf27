using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Rates.SetRate;

internal sealed class SetRateHandler(BookDoor door)
{
    public Task<Result<Reply<RateView>>> HandleAsync(SetRateRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<RateView>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var before = await RateKey.FindAsync(book, request.Base!, request.Quote!, request.Date!.Value, c);
                var after = Compose(request, before, book, commit.NextSeq);
                commit.Record(before, after);
                return Reply.Ok<RateView>(RateView.From(after), ETags.Of(after.Version, "0"));
            },
            cancellation
        );

    private static BookRate Compose(SetRateRequest request, BookRate? before, LockedBook book, long version) =>
        new()
        {
            BookId = book.BookId,
            RateId = before?.RateId ?? Guid.CreateVersion7(book.At),
            Base = request.Base!,
            Quote = request.Quote!,
            Date = request.Date!.Value,
            Rate = request.Rate!.Value,
            Version = version,
            CreatedAt = before?.CreatedAt ?? book.At,
            UpdatedAt = book.At,
        };
}
