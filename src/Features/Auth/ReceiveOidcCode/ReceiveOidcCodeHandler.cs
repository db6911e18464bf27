using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.Auth.ReceiveOidcCode;

internal sealed class ReceiveOidcCodeHandler(OidcReception reception)
{
    public async Task<IResult> HandleAsync(ReceiveOidcCodeRequest request, CancellationToken cancellation)
    {
        var answer = new ProviderAnswer(request.Code, request.State, request.Iss, request.Error, User: null);
        return new BrowserAnswer(await reception.ReceiveAsync(request.Provider!, answer, cancellation));
    }
}
