using Npgsql;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.DisownEmail;

internal sealed class DisownEmailHandler(NpgsqlDataSource database, DerivedTokens derived, Erasure erasure, TimeProvider clock)
{
    // Also one that a later mail made void: whose address it is may open either.
    private const string Find = "select user_id from account_tokens where token_id = $1 and purpose = 'verification' and expires_at > $2";

    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(DisownEmailRequest request, CancellationToken cancellation) =>
        derived.Verify(TokenPurpose.Disown, request.Token) is var (tokenId, _)
        && await UserAsync(tokenId, cancellation) is { } userId
        && await erasure.EraseUnverifiedAsync(userId, cancellation)
            ? Reply.NoContent<EmptyResponse>()
            : AccountLinks.Invalid;

    private async Task<Guid?> UserAsync(Guid tokenId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(Parameter(tokenId));
        command.Parameters.Add(Parameter(clock.GetUtcNow()));
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }
}
