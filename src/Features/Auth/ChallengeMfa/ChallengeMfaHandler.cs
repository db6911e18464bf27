using Npgsql;
using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.ChallengeMfa;

internal sealed class ChallengeMfaHandler(NpgsqlDataSource database, DerivedTokens derived, PasskeyProof proof, TimeProvider clock)
{
    public async Task<Result<Reply<AssertionCeremony>>> HandleAsync(ChallengeMfaRequest request, CancellationToken cancellation)
    {
        if (await HalfSignin.FindAsync(database, derived, request.MfaToken, clock, cancellation) is not { } half)
        {
            return Error.InvalidToken;
        }
        return await proof.BeginAsync(PasskeyUse.SecondFactor(half.UserId), cancellation) is { } begun
            ? Reply.Ok<AssertionCeremony>(begun)
            : Problems.NoPasskey.Error;
    }
}
