using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.Auth.SignInWithIdToken;

internal sealed class SignInWithIdTokenHandler(OidcProviders providers, NativeTokens tokens, ProviderSigninHandler signin)
{
    public async Task<Result<Reply<SignedIn>>> HandleAsync(SignInWithIdTokenRequest request, string? ip, CancellationToken cancellation)
    {
        if (providers.Find(request.Provider) is not { } provider)
        {
            return Problems.UnknownProvider.Error;
        }
        var identity = await tokens.TakeAsync(provider, request.IdToken!, request.Flow, cancellation);
        var device = new SigninDevice(request.DeviceId!, request.DeviceName, ip) { IsWeb = SessionKind.IsCookie(request.Session) };
        return identity.IsSuccess ? await signin.HandleAsync(identity.Value, device, cancellation) : identity.Error!;
    }
}
