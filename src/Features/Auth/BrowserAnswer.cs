using System.Text;

namespace Rupaya.Features.Auth;

/// <summary>
/// What a browser gets that comes from a provider. It goes on with 303, so that nothing which it posted is posted again (RFC 9700, 4.12), or sees a page that
/// leads nowhere.
/// </summary>
/// <param name="address">Where it goes; null for the page.</param>
internal sealed class BrowserAnswer(string? address) : IResult
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Rupaya</title></head>
        <body><h1>This sign-in is over</h1><p>It was not begun here, or too long ago. Go back to the app and sign in again.</p></body></html>
        """
    );

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (address is not null)
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = address;
            return Task.CompletedTask;
        }
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Page.Length;
        return response.Body.WriteAsync(Page, httpContext.RequestAborted).AsTask();
    }
}
