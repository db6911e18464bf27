using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.WebRefresh;

internal sealed class WebRefreshHandler(SessionRotation rotation, NpgsqlDataSource database)
{
    private const string User = $"select {UserSql.Columns} from users u where u.user_id = $1";

    public async Task<Result<Reply<WebSession>>> HandleAsync(string? token, string? ip, CancellationToken cancellation)
    {
        var rotated = await rotation.RotateAsync(token, attemptId: null, web: true, ip, cancellation);
        if (!rotated.IsSuccess)
        {
            return rotated.Error!.Code == Problems.InvalidToken.Code ? Problems.NoSession.Error : rotated.Error;
        }
        var (userId, tokens, cookie) = rotated.Value;
        return await UserAsync(userId, cancellation) is { } user
            ? Reply.Ok<WebSession>(new WebSession(tokens.AccessToken, tokens.ExpiresIn, user)).WithCookie(cookie)
            : Problems.NoSession.Error;
    }

    private async Task<UserView?> UserAsync(Guid userId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(User);
        command.Parameters.Add(Parameter(userId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? UserView.From(UserSql.Read(reader)) : null;
    }
}
