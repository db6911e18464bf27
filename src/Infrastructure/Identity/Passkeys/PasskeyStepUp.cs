using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>A passkey as a proof: with user verification, so that it is both factors at once. A ceremony is good for the session that began it only.</summary>
internal sealed class PasskeyStepUp(PasskeyProof proof) : IStepUpProof
{
    public bool Takes(StepUpInput input) => input.CeremonyToken is not null || input.Credential is not null;

    public async Task<Result<ConfirmStepUp>> CheckAsync(StepUpInput input, Caller caller, string? ip, CancellationToken cancellation)
    {
        var credential = input.Credential is { } json ? SignedCredential.Read(json) : null;
        var proven = await proof.CheckAsync(
            PasskeyUse.StepUp(caller.UserId, caller.SessionId),
            input.CeremonyToken,
            credential,
            cancellation
        );
        return proven.IsSuccess ? new ConfirmStepUp((work, c) => ConfirmAsync(work, proven.Value, c)) : proven.Error!;
    }

    public async Task<IReadOnlyList<string>> MethodsAsync(NpgsqlConnection connection, User user, CancellationToken cancellation)
    {
        var count = (long)(await connection.ScalarAsync(PasskeySql.CountActive(user.UserId), cancellation))!;
        return (count > 0) ? [SigninMethods.Passkey] : [];
    }

    public async Task<StepUpCeremony?> BeginAsync(User user, Caller caller, CancellationToken cancellation) =>
        await proof.BeginAsync(PasskeyUse.StepUp(user.UserId, caller.SessionId), cancellation) is { } begun
            ? new StepUpCeremony(begun.CeremonyToken, begun.PublicKey)
            : null;

    private static async Task<Result<string[]>> ConfirmAsync(UserChanges work, ProvenPasskey proven, CancellationToken cancellation) =>
        await PasskeyProof.ConfirmAsync(work, proven, cancellation) is { } refused ? refused : new[] { SigninMethods.Passkey };
}
