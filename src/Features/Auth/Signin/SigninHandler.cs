using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.Auth.Signin;

internal sealed class SigninHandler(
    NpgsqlDataSource database,
    Passwords passwords,
    SigninAttempts attempts,
    FailedSignins failures,
    SigninEndHandler end,
    UserDoor door
)
{
    private const string FindText =
        $"select {UserSql.Columns}, exists (select 1 from devices d where d.user_id = u.user_id and d.device_id = $2) "
        + "from users u where u.email_key = $1";

    private static readonly Error InvalidCredentials = Problems.InvalidCredentials.Error;

    public async Task<Result<Reply<SignedIn>>> HandleAsync(SigninRequest request, string? ip, CancellationToken cancellation)
    {
        var emailKey = EmailAddress.KeyOf(request.Email!);
        var device = new SigninDevice(request.DeviceId!, request.DeviceName, ip) { IsWeb = SessionKind.IsCookie(request.Session) };
        var (user, known) = await FindAsync(emailKey, device.Id, cancellation);
        var scope = attempts.Scope(emailKey, known, device.Id, ip);
        if (await attempts.LockedAsync(scope, cancellation) is { } locked)
        {
            return locked;
        }
        if (!await passwords.VerifyAsync(user?.PasswordHash, request.Password!, cancellation) || user?.PasswordHash is not { } verified)
        {
            return await failures.CountAsync(user, scope, device, cancellation) ?? InvalidCredentials;
        }
        var rehashed = passwords.IsOutdated(verified) ? await passwords.HashAsync(request.Password!, cancellation) : null;
        return await door.WriteAsync<SignedIn>(
            user.UserId,
            user.UserId,
            (work, c) => AcceptAsync(work, verified, rehashed, scope, device, c),
            cancellation
        );
    }

    private async Task<Result<Reply<SignedIn>>> AcceptAsync(
        UserChanges work,
        string verifiedHash,
        string? rehashed,
        AttemptScope scope,
        SigninDevice device,
        CancellationToken cancellation
    )
    {
        // Between the verification and the lock somebody may have changed the password, or guessed until the account was locked.
        if (work.User.PasswordHash != verifiedHash)
        {
            return InvalidCredentials;
        }
        if (await SigninAttempts.LockedAsync(work, scope, cancellation) is { } locked)
        {
            return locked;
        }
        work.Add(SigninAttempts.Forget(scope));
        if (rehashed is not null)
        {
            work.Add(Command("update users set password_hash = $2 where user_id = $1", Parameter(work.User.UserId), Parameter(rehashed)));
        }
        return await end.AfterFirstAsync(work, device, [SigninMethods.Password], cancellation);
    }

    private async Task<(UserRow? User, bool KnownDevice)> FindAsync(string emailKey, string deviceId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindText);
        command.Parameters.Add(Parameter(emailKey));
        command.Parameters.Add(Parameter(deviceId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (UserSql.Read(reader), reader.GetBoolean(UserSql.Count)) : (null, false);
    }
}
