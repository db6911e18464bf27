using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Asks a signed-in user for their password again before something grave. A wrong one counts as a failed sign-in of their device, so that a
/// stolen session cannot be used to guess it.
/// </summary>
public sealed class PasswordProof(
    UserGate gate,
    NpgsqlDataSource database,
    Passwords passwords,
    SigninAttempts attempts,
    FailedSignins failures
)
{
    private static readonly Error Wrong = Problems.WrongPassword.Error;

    /// <returns>What was proven, to be confirmed under the lock; 403 <c>wrong_password</c>, 423.</returns>
    public async Task<Result<VerifiedPassword>> CheckAsync(Caller caller, string password, string? ip, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        if (!user.IsSuccess)
        {
            return user.Error!;
        }
        var device = await DeviceAsync(caller, ip, cancellation);
        var scope = attempts.Scope(user.Value.EmailKey, knownDevice: true, device.Id, ip);
        if (await attempts.LockedAsync(scope, cancellation) is { } locked)
        {
            return locked;
        }
        if (await passwords.VerifyAsync(user.Value.PasswordHash, password, cancellation))
        {
            return new VerifiedPassword(user.Value.PasswordHash!, scope);
        }
        return await failures.CountAsync(user.Value, scope, device, cancellation) ?? Wrong;
    }

    /// <summary>
    /// Under the user's lock: null when the proof still holds. Meanwhile the password may have been changed, or other guesses that came
    /// together with this one may have locked the device; then a right one counts no more than a wrong one.
    /// </summary>
    public async Task<Error?> ConfirmAsync(UserChanges work, VerifiedPassword proven, CancellationToken cancellation)
    {
        if (work.User.PasswordHash != proven.Hash)
        {
            return Wrong;
        }
        if (await SigninAttempts.LockedAsync(work, proven.Scope, cancellation) is { } locked)
        {
            return locked;
        }
        work.Add(SigninAttempts.Forget(proven.Scope));
        return null;
    }

    private async Task<SigninDevice> DeviceAsync(Caller caller, string? ip, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select device_id, device_name from sessions where session_id = $1");
        command.Parameters.Add(Parameter(caller.SessionId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new SigninDevice(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), ip);
    }
}

/// <summary>A password that was right a moment ago.</summary>
/// <param name="Hash">The hash that was verified.</param>
/// <param name="Scope">The counter that failures of this device raise.</param>
public sealed record VerifiedPassword(string Hash, AttemptScope Scope);
