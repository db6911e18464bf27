using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http;

/// <summary>
/// Keeps the routes that read a cookie for pages of the API's own origin and of <c>Web:Origins</c>: the browser says where a request comes from, and
/// a header that no form can send makes it ask before it sends one from elsewhere.
/// </summary>
internal sealed class OwnPagesMiddleware(RequestDelegate next, IOptions<WebOptions> options)
{
    /// <summary>Must be 1.</summary>
    public const string Header = "X-Rupaya-Web";

    private static readonly Error CrossSite = Problems.CrossSite.Error;

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OwnPagesMetadata>() is null || IsOwn(context.Request)
            ? next(context)
            : new ProblemResult(CrossSite).ExecuteAsync(context);

    private bool IsOwn(HttpRequest request)
    {
        var headers = request.Headers;
        var origin = headers.Origin.ToString();
        return headers[Header] == "1"
            && headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "same-site"
            && (origin == $"{request.Scheme}://{request.Host}" || options.Value.Origins.Contains(origin, StringComparer.Ordinal));
    }
}
