using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Features.Auth.ReceiveOidcForm;

internal sealed class ReceiveOidcFormHandler(OidcReception reception)
{
    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await ReadAsync(request, cancellation) is not { } form)
        {
            return new BrowserAnswer(address: null);
        }
        string? Text(string name) => form.TryGetValue(name, out var value) && value.Count == 1 ? value[0] : null;
        var answer = new ProviderAnswer(Text("code"), Text("state"), Text("iss"), Text("error"), Text("user"));
        return new BrowserAnswer(await reception.ReceiveAsync((string)request.RouteValues["provider"]!, answer, cancellation));
    }

    private static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(cancellation) : null;
        }
        catch (InvalidDataException)
        {
            // More fields, or longer names, than a form may have.
            return null;
        }
    }
}
