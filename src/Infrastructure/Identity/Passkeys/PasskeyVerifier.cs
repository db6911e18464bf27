using System.Buffers.Text;
using System.Security.Cryptography;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>
/// Holds what authenticators answer against WebAuthn, by Fido2: challenge, origin, domain, presence, signature. What the library leaves to others is
/// with them: a ceremony is used once (<see cref="Ceremonies"/>); counter and backup eligibility are compared under the user's lock
/// (<see cref="PasskeyProof"/>).
/// </summary>
internal sealed partial class PasskeyVerifier
{
    private const int Es256 = -7;
    private const int EdDsa = -8;
    private const int Rs256 = -257;

    private const int LongestReason = 200;

    private const string Name = "Rupaya";

    private readonly PasskeyOptions _options;
    private readonly Fido2 _fido;
    private readonly ILogger<PasskeyVerifier> _logger;

    public PasskeyVerifier(IOptions<PasskeyOptions> options, ILogger<PasskeyVerifier> logger)
    {
        (_options, _logger) = (options.Value, logger);
        _fido = new Fido2(
            new Fido2Configuration
            {
                RPID = _options.RpId,
                RPName = Name,
                Origins = _options.AllOrigins,
            }
        );
    }

    /// <summary>What a browser is asked to make a passkey with.</summary>
    public CreationOptions ToCreate(byte[] challenge, PasskeyUser user, IReadOnlyList<CredentialDescriptor> known) =>
        new(
            new RelyingParty(_options.RpId, Name),
            user,
            Base64Url.EncodeToString(challenge),
            [.. new[] { Es256, EdDsa, Rs256 }.Select(a => new KeyParameter("public-key", a))],
            (int)Ceremonies.Lifetime.TotalMilliseconds,
            known,
            new AuthenticatorSelection("required", RequireResidentKey: true, "required"),
            "none"
        );

    /// <summary>What a browser is asked to sign with.</summary>
    public RequestOptions ToSign(byte[] challenge, IReadOnlyList<CredentialDescriptor> allowed, bool verifyUser) =>
        new(
            Base64Url.EncodeToString(challenge),
            (int)Ceremonies.Lifetime.TotalMilliseconds,
            _options.RpId,
            allowed,
            verifyUser ? "required" : "preferred"
        );

    /// <summary>The credential; null when anything about it is not as it should be.</summary>
    public async Task<NewCredential?> RegisteredAsync(RegistrationAnswer answer, byte[] challenge, CancellationToken cancellation)
    {
        try
        {
            var made = await _fido.MakeNewCredentialAsync(
                new MakeNewCredentialParams
                {
                    AttestationResponse = Raw(answer),
                    OriginalOptions = CreatedWith(challenge),
                    // The unique index says so, whoever comes at the same time.
                    IsCredentialIdUniqueToUserCallback = (_, _) => Task.FromResult(true),
                },
                cancellation
            );
            return made.Id.AsSpan().SequenceEqual(answer.Id)
                ? new NewCredential(
                    made.Id,
                    made.PublicKey,
                    made.SignCount,
                    made.AaGuid,
                    answer.Transports,
                    made.IsBackupEligible,
                    made.IsBackedUp
                )
                : null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Whatever a library says to what a stranger sent, it is a refusal.
            Refused("registration", e.GetType().Name, Short(e.Message));
            return null;
        }
    }

    /// <summary>What the signature says; null when anything about it is not as it should be.</summary>
    /// <param name="answer">As it came.</param>
    /// <param name="challenge">That it has to be about.</param>
    /// <param name="publicKey">Of the credential, as it was registered.</param>
    /// <param name="userHandle">Whose the credential is; an answer that names a user must name this one.</param>
    /// <param name="verifyUser">True where a finger, a face or a PIN is needed.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<GoodAssertion?> SignedAsync(
        AssertionAnswer answer,
        byte[] challenge,
        byte[] publicKey,
        byte[] userHandle,
        bool verifyUser,
        CancellationToken cancellation
    )
    {
        try
        {
            var result = await _fido.MakeAssertionAsync(
                new MakeAssertionParams
                {
                    AssertionResponse = Raw(answer),
                    OriginalOptions = SignedWith(challenge, verifyUser),
                    StoredPublicKey = publicKey,
                    // Ours is compared under the lock: a fall is not only refused there but has consequences.
                    StoredSignatureCounter = 0,
                    IsUserHandleOwnerOfCredentialIdCallback = (p, _) =>
                        Task.FromResult(CryptographicOperations.FixedTimeEquals(p.UserHandle, userHandle)),
                },
                cancellation
            );
            var data = AuthenticatorData.Parse(answer.AuthenticatorData);
            return new GoodAssertion(result.SignCount, data.IsBackupEligible, data.IsBackedUp);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Refused("assertion", e.GetType().Name, Short(e.Message));
            return null;
        }
    }

    // It may quote what a stranger sent.
    private static string Short(string message) => message.Length > LongestReason ? message[..LongestReason] : message;

    private CredentialCreateOptions CreatedWith(byte[] challenge) =>
        new()
        {
            Challenge = challenge,
            Rp = new PublicKeyCredentialRpEntity(_options.RpId, Name),
            User = new Fido2User
            {
                Id = [0],
                Name = Name,
                DisplayName = Name,
            },
            PubKeyCredParams = [PubKeyCredParam.ES256, PubKeyCredParam.Ed25519, PubKeyCredParam.RS256],
            AuthenticatorSelection = new Fido2NetLib.AuthenticatorSelection { UserVerification = UserVerificationRequirement.Required },
        };

    private AssertionOptions SignedWith(byte[] challenge, bool verifyUser) =>
        new()
        {
            Challenge = challenge,
            RpId = _options.RpId,
            UserVerification = verifyUser ? UserVerificationRequirement.Required : UserVerificationRequirement.Preferred,
        };

    private static AuthenticatorAttestationRawResponse Raw(RegistrationAnswer answer) =>
        new()
        {
            Id = Base64Url.EncodeToString(answer.Id),
            RawId = answer.Id,
            Type = PublicKeyCredentialType.PublicKey,
            Response = new AuthenticatorAttestationRawResponse.AttestationResponse
            {
                AttestationObject = answer.Attestation,
                ClientDataJson = answer.ClientData,
                Transports = [],
            },
            ClientExtensionResults = new AuthenticationExtensionsClientOutputs(),
        };

    private static AuthenticatorAssertionRawResponse Raw(AssertionAnswer answer) =>
        new()
        {
            Id = Base64Url.EncodeToString(answer.Id),
            RawId = answer.Id,
            Type = PublicKeyCredentialType.PublicKey,
            Response = new AuthenticatorAssertionRawResponse.AssertionResponse
            {
                AuthenticatorData = answer.AuthenticatorData,
                Signature = answer.Signature,
                ClientDataJson = answer.ClientData,
                UserHandle = answer.UserHandle,
            },
            ClientExtensionResults = new AuthenticationExtensionsClientOutputs(),
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "An authenticator's {Kind} was refused: {Fault}: {Reason}")]
    private partial void Refused(string kind, string fault, string reason);
}
