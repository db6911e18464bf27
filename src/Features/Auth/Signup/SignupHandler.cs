using Npgsql;
using Rupaya.Infrastructure.Books;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Security;
using Rupaya.Infrastructure.Time;
using static Rupaya.Infrastructure.Ledger.Sql;
using UserRow = Rupaya.Infrastructure.Persistence.Entities.User;

namespace Rupaya.Features.Auth.Signup;

internal sealed class SignupHandler(
    NpgsqlDataSource database,
    Passwords passwords,
    Sessions sessions,
    OutboxSignal outbox,
    TimeProvider clock
)
{
    private const string EmailKeyIndex = "users_email_key_key";

    public async Task<Result<Answer>> HandleAsync(SignupRequest request, string? ip, CancellationToken cancellation)
    {
        var hash = await passwords.HashAsync(request.Password!, cancellation);
        var now = clock.NowStored();
        var user = Compose(request, hash, now);
        var (session, tokens) = sessions.Open(user.UserId, request.DeviceId!, request.DeviceName, ip, now);

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(InsertUser(user));
        foreach (var command in NewBook.Commands(user.DefaultBookId!.Value, user.UserId, "My book", user.Currency, user.TimeZone, now))
        {
            batch.BatchCommands.Add(command);
        }
        batch.BatchCommands.Add(
            Command("update users set default_book_id = $2 where user_id = $1", Of(user.UserId), Of(user.DefaultBookId))
        );
        batch.BatchCommands.Add(session);
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: EmailKeyIndex })
        {
            return Error.Conflict("user_exists", "User already exists");
        }
        await transaction.CommitAsync(CancellationToken.None);
        outbox.Raise();
        return Answer.Created(SignedIn.From(UserView.From(user), tokens), "/api/v1/user/profile");
    }

    private static UserRow Compose(SignupRequest request, string hash, DateTimeOffset now)
    {
        var email = request.Email!.Trim();
        return new UserRow
        {
            UserId = Guid.CreateVersion7(now),
            Email = email,
            EmailKey = EmailKey.Of(email),
            Name = string.IsNullOrWhiteSpace(request.Name) ? email.Split('@')[0] : request.Name,
            PasswordHash = hash,
            Role = "user",
            Currency = request.Currency ?? "INR",
            TimeZone = request.TimeZone ?? "Asia/Kolkata",
            EmailVerified = false,
            MfaEnabled = false,
            ConsentedAt = request.Consent == true ? now : null,
            DefaultBookId = Guid.CreateVersion7(now),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static NpgsqlBatchCommand InsertUser(UserRow u) =>
        Command(
            "insert into users (user_id, email, email_key, name, password_hash, role, currency, time_zone, email_verified, mfa_enabled, "
                + "consented_at, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, false, false, case when $10 then $9 end, $9, $9)",
            Of(u.UserId),
            Of(u.Email),
            Of(u.EmailKey),
            Of(u.Name),
            Of(u.PasswordHash),
            Of(u.Role),
            Of(u.Currency),
            Of(u.TimeZone),
            Of(u.CreatedAt),
            Of(u.ConsentedAt is not null)
        );
}
