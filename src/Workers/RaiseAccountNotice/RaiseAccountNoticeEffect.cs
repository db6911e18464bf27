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
        [AccountNoticeKinds.EmailChangeAsked] = (
            "Another e-mail address",
            "Another address was asked for; the present one can take it back."
        ),
        [AccountNoticeKinds.EmailReverted] = (
            "E-mail address taken back",
            "A change of the address was taken back, and every session ended."
        ),
        [AccountNoticeKinds.BackupCodesLow] = ("Few backup codes are left", "Three backup codes or fewer are left; make new ones."),
        [AccountNoticeKinds.BackupCodesRenewed] = ("New backup codes", "New backup codes were made; the older ones are void."),
        [AccountNoticeKinds.BookDeleted] = ("A book will be erased", "You deleted a book. Until it is erased you can restore it."),
        [AccountNoticeKinds.IdentityLinked] = ("Another way to sign in", "A provider was linked to your account."),
        [AccountNoticeKinds.PasskeyAdded] = ("Passkey added", "A passkey was added, and it opens your account."),
        [AccountNoticeKinds.PasskeyRemoved] = ("Passkey removed", "A passkey of your account was deleted."),
        [AccountNoticeKinds.PasskeyCloned] = (
            "Passkey suspended",
            "There may be a copy of a passkey; delete it, or revive it if you are sure."
        ),
        [AccountNoticeKinds.TokenCreated] = ("Token made", "A program can use your account with a new token."),
        [AccountNoticeKinds.TokenExpiring] = ("Token ends soon", "A token for a program ends within a week."),
        [AccountNoticeKinds.TokenOutdated] = ("Token calls what will go", "A program with your token calls an operation that will go."),
        [AccountNoticeKinds.TokenLeaked] = ("Token ended", "A token for a program was found where it does not belong, and was ended."),
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
