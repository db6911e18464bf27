using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.Auth.CompleteOidc;

internal sealed class CompleteOidcHandler(OidcFlows flows, ProviderSigninHandler signin)
{
    public async Task<Result<Reply<SignedIn>>> HandleAsync(CompleteOidcRequest request, string? ip, CancellationToken cancellation)
    {
        var flow = await flows.RedeemAsync(request.Ticket!, request.Secret!, cancellation);
        if (flow is not { Purpose: FlowPurpose.Signin, DeviceId: { } deviceId })
        {
            return Problems.InvalidTicket.Error;
        }
        var device = new SigninDevice(deviceId, flow.DeviceName, ip) { IsWeb = SessionKind.IsCookie(request.Session) };
        return await signin.HandleAsync(flow.Identity, device, cancellation);
    }
}
