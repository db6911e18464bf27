using System.Buffers.Text;
using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.Auth.StartOidc;

internal sealed class StartOidcValidator : Validator<StartOidcRequest>
{
    private const int HashLength = 32;

    public StartOidcValidator()
    {
        RuleFor(r => r.Provider).Text(64);
        RuleFor(r => r.Purpose).OneOf(FlowPurpose.Signin, FlowPurpose.Link, FlowPurpose.StepUp, FlowPurpose.Native);
        RuleFor(r => r.Challenge).Must(IsHash).WithMessage("Must be a SHA-256 in base64url: 43 characters.");
        RuleFor(r => r.ReturnTo).Text(2048);
        RuleFor(r => r.DeviceId).Key(200);
        RuleFor(r => r.DeviceName).Text(200);
        RuleFor(r => r.LoginHint).Text(254);
        RuleFor(r => r.Challenge)
            .Must((r, challenge) => r.Purpose == FlowPurpose.Native || challenge is not null)
            .WithMessage("Is required.");
        RuleFor(r => r.ReturnTo).Must((r, to) => r.Purpose == FlowPurpose.Native || to is not null).WithMessage("Is required.");
        RuleFor(r => r.DeviceId)
            .Must((r, device) => (r.Purpose ?? FlowPurpose.Signin) != FlowPurpose.Signin || !string.IsNullOrEmpty(device))
            .WithMessage("Is required.");
    }

    private static bool IsHash(string? challenge) =>
        challenge is null
        || (
            challenge.Length == 43
            && Base64Url.IsValid(challenge, out var length)
            && length == HashLength
            // A last character with bits of its own would be another spelling of the same hash.
            && Base64Url.EncodeToString(Base64Url.DecodeFromChars(challenge)) == challenge
        );
}
