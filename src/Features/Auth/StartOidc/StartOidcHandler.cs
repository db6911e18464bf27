using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.Auth.StartOidc;

internal sealed class StartOidcHandler(OidcProviders providers, OidcFlows flows, UserGate gate, IOptions<OidcOptions> options)
{
    public async Task<Result<Reply<OidcStarted>>> HandleAsync(StartOidcRequest request, Caller? caller, CancellationToken cancellation)
    {
        if (providers.Find(request.Provider) is not { } provider)
        {
            return Problems.UnknownProvider.Error;
        }
        var purpose = request.Purpose ?? FlowPurpose.Signin;
        var isOwned = purpose is FlowPurpose.Link or FlowPurpose.StepUp;
        if (isOwned && await RefuseAsync(purpose, caller, cancellation) is { } refused)
        {
            return refused;
        }
        if (purpose != FlowPurpose.Native && !options.Value.ReturnUrls.Contains(request.ReturnTo, StringComparer.Ordinal))
        {
            return Problems.ReturnNotAllowed.About("returnTo");
        }
        if (await provider.UnavailableAsync(cancellation) is { } unavailable)
        {
            return unavailable;
        }
        var start = new FlowStart(provider.Name, purpose)
        {
            Owner = isOwned ? (caller!.UserId, caller.SessionId) : null,
            Challenge = purpose == FlowPurpose.Native ? null : request.Challenge,
            ReturnTo = purpose == FlowPurpose.Native ? null : request.ReturnTo,
            Device = purpose == FlowPurpose.Signin ? (request.DeviceId!, request.DeviceName) : null,
        };
        var flow = await flows.OpenAsync(start, cancellation);
        if (purpose == FlowPurpose.Native)
        {
            return Reply.Instead<OidcStarted, NativeStarted>(new NativeStarted(flow.Token, flow.Nonce, OidcFlows.LifetimeSeconds));
        }
        var address = await OidcAddress.OfAsync(provider, flow, purpose, request.LoginHint, cancellation);
        return address.IsSuccess ? Reply.Ok<OidcStarted>(new OidcStarted(address.Value, OidcFlows.LifetimeSeconds)) : address.Error!;
    }

    private async Task<Error?> RefuseAsync(string purpose, Caller? caller, CancellationToken cancellation)
    {
        if (caller is null)
        {
            return Error.InvalidToken;
        }
        var user = await gate.ReadAsync(caller, cancellation);
        return !user.IsSuccess ? user.Error
            : purpose == FlowPurpose.Link && !user.Value.EmailVerified ? Problems.EmailUnverified.Error
            : null;
    }
}
