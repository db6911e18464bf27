using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Features.Auth.SigninPasskey;

internal sealed class SigninPasskeyHandler(PasskeyProof proof, FailedPasskeys failures, SigninEndHandler end, UserDoor door)
{
    public async Task<Result<Reply<SignedIn>>> HandleAsync(SigninPasskeyRequest request, string? ip, CancellationToken cancellation)
    {
        var device = new SigninDevice(request.DeviceId!, request.DeviceName, ip) { IsWeb = SessionKind.IsCookie(request.Session) };
        var proven = await proof.CheckAsync(PasskeyUse.Signin, request.CeremonyToken, request.Credential, cancellation);
        if (!proven.IsSuccess)
        {
            await failures.RecordAsync(request.Credential!, device, cancellation);
            return proven.Error!;
        }
        var userId = proven.Value.UserId;
        return await door.WriteAsync<SignedIn>(userId, userId, (work, c) => AcceptAsync(work, proven.Value, device, c), cancellation);
    }

    private async Task<Result<Reply<SignedIn>>> AcceptAsync(
        UserChanges work,
        ProvenPasskey proven,
        SigninDevice device,
        CancellationToken cancellation
    )
    {
        return await PasskeyProof.ConfirmAsync(work, proven, cancellation) is { } refused
            ? refused
            : await end.OpenAsync(work, device, [SigninMethods.Passkey], cancellation);
    }
}
