using Npgsql;
using Rupaya.Infrastructure.Identity.Tokens;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.RevokeTokens;

internal sealed class RevokeTokensHandler(NpgsqlDataSource database, UserDoor door, TimeProvider clock)
{
    private static readonly string Live = $"""
        select s.user_id, s.session_id from sessions s where s.token_hash = any($1) and s.kind = 'token' and {SessionSql.Open("$2")}
        """;

    private static readonly Reply<RevokeTokensAnswer> Accepted = Reply.Accepted<RevokeTokensAnswer>(
        new RevokeTokensAnswer("Those that were live tokens are ended, and their owners told."),
        location: null
    );

    public async Task<Result<Reply<RevokeTokensAnswer>>> HandleAsync(
        RevokeTokensRequest request,
        string? ip,
        CancellationToken cancellation
    )
    {
        byte[][] hashes = [.. request.Tokens!.Select(t => TokenText.HashOf(t ?? "")).OfType<byte[]>()];
        foreach (var (userId, tokenId) in await FindAsync(hashes, cancellation))
        {
            // Nobody is known to ask: what is audited is done by the owner's own token, as it were.
            var ended = await door.WriteAsync<RevokeTokensAnswer>(
                userId,
                userId,
                (work, _) => Task.FromResult<Result<Reply<RevokeTokensAnswer>>>(End(work, tokenId, ip)),
                CancellationToken.None
            );
            if (!ended.IsSuccess && ended.Error!.Kind == ErrorKind.Unavailable)
            {
                return ended.Error;
            }
        }
        return Accepted;
    }

    private static Reply<RevokeTokensAnswer> End(UserChanges work, Guid tokenId, string? ip)
    {
        work.EndSession(tokenId);
        work.Audit("token.leaked", new { TokenId = tokenId }, new { Ip = ip });
        work.Notice(AccountNoticeKinds.TokenLeaked, tokenId);
        return Accepted;
    }

    private async Task<List<(Guid UserId, Guid TokenId)>> FindAsync(byte[][] hashes, CancellationToken cancellation)
    {
        if (hashes.Length == 0)
        {
            return [];
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAsync(
            Command(Live, Parameter(hashes), Parameter(clock.NowStored())),
            r => (r.GetGuid(0), r.GetGuid(1)),
            cancellation
        );
    }
}
