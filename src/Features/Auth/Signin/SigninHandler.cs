using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;
using UserRow = Rupaya.Infrastructure.Postgres.Entities.User;

namespace Rupaya.Features.Auth.Signin;

internal sealed class SigninHandler(
    NpgsqlDataSource database,
    Passwords passwords,
    SigninAttempts attempts,
    FailedSignins failures,
    Signins signins,
    Sessions sessions,
    DerivedTokens derived,
    UserDoor door,
    IOptions<SecurityOptions> options
)
{
    private const string FindText =
        $"select {UserSql.Columns}, exists (select 1 from devices d where d.user_id = u.user_id and d.device_id = $2) "
        + "from users u where u.email_key = $1";

    private static readonly Error InvalidCredentials = Problems.InvalidCredentials.Error;

    public async Task<Result<Reply<SignedIn>>> HandleAsync(SigninRequest request, string? ip, CancellationToken cancellation)
    {
        var emailKey = EmailAddress.KeyOf(request.Email!);
        var device = new SigninDevice(request.DeviceId!, request.DeviceName, ip);
        var (user, known) = await FindAsync(emailKey, device.Id, cancellation);
        var scope = attempts.Scope(emailKey, known, device.Id, ip);
        if (await attempts.LockedAsync(scope, cancellation) is { } locked)
        {
            return locked;
        }
        if (!await passwords.VerifyAsync(user?.PasswordHash, request.Password!, cancellation) || user is null)
        {
            return await failures.CountAsync(user, scope, device, cancellation) ?? InvalidCredentials;
        }
        var rehashed = passwords.IsOutdated(user.PasswordHash) ? await passwords.HashAsync(request.Password!, cancellation) : null;
        return await door.WriteAsync<SignedIn>(
            user.UserId,
            user.UserId,
            (work, c) => AcceptAsync(work, user.PasswordHash, rehashed, scope, device, c),
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
        if (work.User is { MfaEnabled: true, BannedAt: null })
        {
            return Challenge(work, device);
        }
        var session = await signins.CompleteAsync(work, device, "password", cancellation);
        if (!session.IsSuccess)
        {
            return session.Error!;
        }
        var tokens = await sessions.TokensAsync(
            work.User.UserId,
            work.User.Role,
            work.User.DefaultBookId,
            session.Value,
            generation: 0,
            cancellation
        );
        return Reply.Ok<SignedIn>(SignedIn.From(UserView.From(work.User), tokens));
    }

    private Reply<SignedIn> Challenge(UserChanges work, SigninDevice device)
    {
        var challengeId = Guid.CreateVersion7(work.Now);
        work.Add(
            Command(
                "insert into mfa_challenges (challenge_id, user_id, device_id, device_name, ip, failures, created_at, expires_at) "
                    + "values ($1, $2, $3, $4, $5, 0, $6, $7)",
                Parameter(challengeId),
                Parameter(work.User.UserId),
                Parameter(device.Id),
                Parameter(device.Name),
                Parameter(device.Ip),
                Parameter(work.Now),
                Parameter(work.Now.AddMinutes(options.Value.ChallengeMinutes))
            )
        );
        work.Audit("signin.challenged", personal: device);
        return Reply.Instead<SignedIn, ChallengedAnswer>(new ChallengedAnswer(true, derived.Issue(TokenPurpose.Challenge, challengeId)));
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
