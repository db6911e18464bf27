using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Security;
using Rupaya.Infrastructure.Time;

namespace Rupaya.Features.Auth.Signin;

internal sealed class SigninHandler(
    NpgsqlDataSource database,
    RupayaDbContext context,
    Passwords passwords,
    Sessions sessions,
    TimeProvider clock
)
{
    private static readonly Error InvalidCredentials = new(ErrorKind.Unauthenticated, "invalid_credentials", "Invalid email or password");

    public async Task<Result<Answer>> HandleAsync(SigninRequest request, string? ip, CancellationToken cancellation)
    {
        var key = EmailKey.Of(request.Email!);
        var user = await context.Users.FirstOrDefaultAsync(u => u.EmailKey == key, cancellation);
        if (!await passwords.VerifyAsync(user?.PasswordHash, request.Password!, cancellation) || user is null)
        {
            return InvalidCredentials;
        }
        var (session, tokens) = sessions.Open(user.UserId, request.DeviceId!, request.DeviceName, ip, clock.NowStored());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(session);
        await batch.ExecuteNonQueryAsync(cancellation);
        return Answer.Ok(SignedIn.From(UserView.From(user), tokens));
    }
}
