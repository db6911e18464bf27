using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity;

/// <summary>A kind of proof with which a signed-in user shows again who they are. Found by scanning.</summary>
internal interface IStepUpProof
{
    /// <summary>True when the request brings a proof of this kind.</summary>
    bool Takes(StepUpInput input);

    /// <summary>Before the user's row is locked: what may take long, such as the hash of a password.</summary>
    /// <returns>What is left to do under the lock; or the refusal.</returns>
    Task<Result<ConfirmStepUp>> CheckAsync(StepUpInput input, Caller caller, string? ip, CancellationToken cancellation);

    /// <summary>The methods of this kind that the user has (<see cref="Domain.Users.SigninMethods"/>).</summary>
    /// <param name="connection">May be the one that holds the user's lock: who holds it must not ask for a second.</param>
    /// <param name="user">Whose.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    Task<IReadOnlyList<string>> MethodsAsync(NpgsqlConnection connection, User user, CancellationToken cancellation);

    /// <summary>What a client needs to begin with it, such as a ceremony; null where nothing.</summary>
    Task<StepUpCeremony?> BeginAsync(User user, Caller caller, CancellationToken cancellation) => Task.FromResult<StepUpCeremony?>(null);
}

/// <summary>Confirms a proof under the user's lock.</summary>
/// <returns>What was shown; or the refusal. <see cref="UserChanges.KeepRefusal"/> keeps what it recorded.</returns>
internal delegate Task<Result<string[]>> ConfirmStepUp(UserChanges work, CancellationToken cancellation);

/// <summary>What a user shows: one of these.</summary>
/// <param name="Password">The current password.</param>
/// <param name="Token">Six digits of the authenticator app, or a backup code.</param>
/// <param name="CeremonyToken">With <paramref name="Credential"/>: names the ceremony that the options began.</param>
/// <param name="Credential">The authenticator's answer.</param>
/// <param name="Ticket">With <paramref name="Secret"/>: what the provider's callback gave.</param>
/// <param name="Secret">The secret whose hash began the flow.</param>
public sealed record StepUpInput(
    string? Password,
    string? Token,
    string? CeremonyToken,
    JsonElement? Credential,
    string? Ticket,
    string? Secret
);

/// <summary>A ceremony that a client carries on with an authenticator.</summary>
/// <param name="CeremonyToken">To be sent back with the credential.</param>
/// <param name="PublicKey">Request options in the JSON form of WebAuthn level 3.</param>
internal sealed record StepUpCeremony(string CeremonyToken, object PublicKey);

/// <summary>Where a session stands.</summary>
/// <param name="ValidUntil">UTC: until when grave things may be done; null while a part is missing.</param>
/// <param name="Methods">What was shown.</param>
public sealed record StepUpState(DateTimeOffset? ValidUntil, IReadOnlyList<string> Methods);

/// <summary>With what a user can show who they are.</summary>
/// <param name="Methods">Their names.</param>
/// <param name="CeremonyToken">Where one of them is a passkey.</param>
/// <param name="PublicKey">Where one of them is a passkey.</param>
public sealed record StepUpOffer(IReadOnlyList<string> Methods, string? CeremonyToken, object? PublicKey);
