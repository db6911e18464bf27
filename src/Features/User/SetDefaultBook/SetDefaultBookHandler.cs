using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.SetDefaultBook;

internal sealed class SetDefaultBookHandler(UserDoor door)
{
    // The membership's row is held: who is taken out of the book at this moment leaves it as their default too.
    private const string Member = "select 1 from book_members where book_id = $1 and user_id = $2 for key share";

    public Task<Result<Reply<EmptyResponse>>> HandleAsync(SetDefaultBookRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(caller, (work, c) => SetAsync(work, request.BookId!.Value, c), cancellation);

    private static async Task<Result<Reply<EmptyResponse>>> SetAsync(UserChanges work, Guid bookId, CancellationToken cancellation)
    {
        var userId = work.User.UserId;
        if (await work.ScalarAsync(Command(Member, Parameter(bookId), Parameter(userId)), cancellation) is null)
        {
            return Error.NotFound("Book");
        }
        work.Add(
            Command(
                "update users set default_book_id = $2, updated_at = $3 where user_id = $1",
                Parameter(userId),
                Parameter(bookId),
                Parameter(work.Now)
            )
        );
        return Reply.NoContent<EmptyResponse>();
    }
}
