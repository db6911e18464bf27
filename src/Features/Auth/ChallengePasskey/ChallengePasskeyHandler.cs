using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.ChallengePasskey;

internal sealed class ChallengePasskeyHandler(PasskeyProof proof)
{
    public async Task<Result<Reply<AssertionCeremony>>> HandleAsync(CancellationToken cancellation) =>
        Reply.Ok<AssertionCeremony>((await proof.BeginAsync(PasskeyUse.Signin, cancellation))!);
}
