using System.Collections.Frozen;
using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.RaiseAccountNotice;

/// <summary>Shows what happened to an account in the app, in the user's default book; once per notice, however often it runs.</summary>
internal sealed class RaiseAccountNoticeEffect(NpgsqlDataSource database) : IEffect<AccountNotice>
{
    private static readonly FrozenDictionary<string, (string Title, string Body)> Words = new Dictionary<string, (string, string)>(
        StringComparer.Ordinal
    )
    {
        [AccountNoticeKinds.NewDevice] = ("New sign-in", "Your account was signed in to from a device not seen before."),
        [AccountNoticeKinds.LockedOut] = ("Sign-in was locked", "There were several wrong passwords from an unknown place."),
        [AccountNoticeKinds.PasswordChanged] = ("Password changed", "Your password was changed and other sessions were ended."),
        [AccountNoticeKinds.MfaEnabled] = ("Two-step sign-in is on", "A second factor is asked for from now on."),
        [AccountNoticeKinds.MfaDisabled] = ("Two-step sign-in is off", "Your password alone opens your account."),
        [AccountNoticeKinds.TokenReused] = ("A session was ended", "A sign-in token was used twice; sign in again on that device."),
        [AccountNoticeKinds.Unbanned] = ("Account open again", "An administrator lifted the suspension of your account."),
        [AccountNoticeKinds.Unlocked] = ("Account unlocked", "An administrator lifted the lock of your account."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const string DefaultBook = "select default_book_id from users where user_id = $1";

    private const string Insert = """
        insert into notifications (book_id, notification_id, user_id, kind, rule, period, subject_id, title, body, data, created_at)
        select $1, gen_random_uuid(), m.user_id, $3, $3, $4, $5, $6, $7, jsonb_build_object('subjectId', $5::uuid), $8
          from book_members m where m.book_id = $1 and m.user_id = $2
        on conflict (book_id, user_id, rule, period, subject_id) do nothing
        """;

    public async Task HandleAsync(AccountNotice message, CancellationToken cancellation)
    {
        if (message.UserId is null || !Words.TryGetValue(message.Kind, out var words))
        {
            return;
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await connection.ScalarAsync(Command(DefaultBook, Parameter(message.UserId.Value)), cancellation) is not Guid bookId)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            Command(
                Insert,
                Parameter(bookId),
                Parameter(message.UserId.Value),
                Parameter(message.Kind),
                Parameter(message.NoticeId.ToString("N")),
                Parameter(message.SubjectId),
                Parameter(words.Title),
                Parameter(words.Body),
                Parameter(message.OccurredAt)
            )
        );
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
