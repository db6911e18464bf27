using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.ConfirmEmail;

internal sealed class ConfirmEmailHandler(NpgsqlDataSource database, DerivedTokens derived, UserDoor door)
{
    private const string Pending =
        "select new_email, new_key from email_changes where change_id = $1 and user_id = $2 and confirmed_at is null and reverted_at is null "
        + "and expires_at > $3";

    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(ConfirmEmailRequest request, string? ip, CancellationToken cancellation)
    {
        if (
            derived.Verify(TokenPurpose.EmailChange, request.Token) is not var (changeId, _)
            || await EmailChanges.OwnerAsync(database, changeId, cancellation) is not { } userId
        )
        {
            return AccountLinks.Invalid;
        }
        return await door.WriteAsync<EmptyResponse>(userId, userId, (work, c) => ConfirmAsync(work, changeId, ip, c), cancellation);
    }

    private static async Task<Result<Reply<EmptyResponse>>> ConfirmAsync(
        UserChanges work,
        Guid changeId,
        string? ip,
        CancellationToken cancellation
    )
    {
        var pending = await work.ReadAsync(
            Command(Pending, Parameter(changeId), Parameter(work.User.UserId), Parameter(work.Now)),
            r => (Email: r.GetString(0), Key: r.GetString(1)),
            cancellation
        );
        if (pending is not [var change])
        {
            return AccountLinks.Invalid;
        }
        if (await EmailChanges.MoveAsync(work, change.Email, change.Key, cancellation) is { } taken)
        {
            return taken;
        }
        work.Add(Command("update email_changes set confirmed_at = $2 where change_id = $1", Parameter(changeId), Parameter(work.Now)));
        work.Audit("email.changed", new { ChangeId = changeId }, new { Ip = ip });
        return Reply.NoContent<EmptyResponse>();
    }
}
