using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Http.RateLimits;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>What developers look up beside the document: <c>/docs/start</c>, <c>/docs/changes</c> with its feed, and <c>/docs/limits</c>.</summary>
internal static class ReferencePages
{
    private const string Changes = "/docs/changes";
    private const string Feed = "/docs/changes.atom";

    private const string Retry = """
        async function call(url, options, tries = 5) {
          for (let n = 1; ; n++) {
            const answer = await fetch(url, options);
            if (![429, 503].includes(answer.status) || n === tries) return answer;
            const asked = Number(answer.headers.get("Retry-After") ?? 0);
            const seconds = Math.max(asked, 2 ** n / 4) * (1 + Math.random() / 4);
            await new Promise(wake => setTimeout(wake, 1000 * seconds));
          }
        }
        """;

    public static void MapReferencePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs/start", () => DocPage.Html("Ten minutes to the first sync", StartPage.Body())).ExcludeFromDescription();
        routes.MapGet(Changes, () => DocPage.Html("Changes of the API", ChangesBody(), FeedLink)).ExcludeFromDescription();
        routes
            .MapGet(Feed, (HttpContext context) => Results.Text(Atom(context.Request), "application/atom+xml; charset=utf-8"))
            .ExcludeFromDescription();
        routes
            .MapGet("/docs/limits", (IOptions<RateLimitOptions> limits) => DocPage.Html("Limits", LimitsBody(limits.Value)))
            .ExcludeFromDescription();
    }

    private static string FeedLink =>
        $"<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{Feed}\" title=\"Changes of the API\">";

    private static string ChangesBody()
    {
        var body = new StringBuilder($"<p>The newest first; as a <a href=\"{Feed}\">feed</a> too.</p>");
        foreach (var version in ChangeLog.Versions)
        {
            body.Append($"<h2 id=\"{version.Version}\">{version.Version} · {version.Date:yyyy-MM-dd}</h2><ul>");
            foreach (var change in version.Changes)
            {
                body.Append($"<li>{DocPage.Line(change)}</li>");
            }
            body.Append("</ul>");
        }
        return body.ToString();
    }

    /// <summary>RFC 4287.</summary>
    private static string Atom(HttpRequest request)
    {
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var site = $"{request.Scheme}://{request.Host}";
        var feed = new XElement(
            atom + "feed",
            new XElement(atom + "id", "urn:rupaya:api:changes"),
            new XElement(atom + "title", "Changes of the Rupaya API"),
            new XElement(atom + "author", new XElement(atom + "name", "Rupaya")),
            new XElement(atom + "updated", At(ChangeLog.Versions[0].Date)),
            new XElement(atom + "link", new XAttribute("rel", "self"), new XAttribute("href", $"{site}{Feed}")),
            new XElement(atom + "link", new XAttribute("href", $"{site}{Changes}")),
            ChangeLog.Versions.Select(version => new XElement(
                atom + "entry",
                new XElement(atom + "id", $"urn:rupaya:api:{version.Version}"),
                new XElement(atom + "title", version.Version),
                new XElement(atom + "updated", At(version.Date)),
                new XElement(atom + "link", new XAttribute("href", $"{site}{Changes}#{version.Version}")),
                new XElement(
                    atom + "content",
                    new XAttribute("type", "html"),
                    $"<ul>{string.Concat(version.Changes.Select(c => $"<li>{DocPage.Line(c)}</li>"))}</ul>"
                )
            ))
        );
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{feed}";
    }

    private static string At(DateOnly day) => $"{day:yyyy-MM-dd}T00:00:00Z";

    private static string LimitsBody(RateLimitOptions limits) =>
        $"""
            {(limits.Enabled ? Windows(limits) : "<p>This installation does not limit requests.</p>")}
            <h2>Headers</h2>
            <p><code>RateLimit-Policy</code> names the windows that hold for an answer, <code>RateLimit</code> what is left of each and in how many
            seconds it begins anew. A request too many is answered 429 <a href="/docs/errors/rate_limited"><code>rate_limited</code></a> with
            <code>Retry-After</code> in seconds.</p>
            <h2>Trying again</h2>
            <p>After 429 and 503 wait as long as <code>Retry-After</code> says, and longer each time, with a little chance in it so that many clients
            do not come back at once. Repeat a write only with the same <code>Idempotency-Key</code>. Other answers do not get better by
            repeating; what helps is on the page of each <a href="/docs/errors">problem</a>.</p>
            <pre><code>{WebUtility.HtmlEncode(Retry)}</code></pre>
            <p>Better than asking often: <code>GET /sync/stream</code> tells when something changed, <code>If-None-Match</code> asks whether it did,
            and <code>POST /transactions/batch</code> does 500 things in one request.</p>
            """;

    private static string Windows(RateLimitOptions limits)
    {
        (string Name, RateLimit Limit, string What)[] windows =
        [
            ("public", limits.Public, "Routes without a token, per address (IPv6: per /64)."),
            ("auth", limits.Auth, "Sign-up, sign-in, second factor and links from mails, per address."),
            ("sensitive", limits.Sensitive, "Password, second factor, invitations, export and erasure, per user."),
            ("sandbox", limits.Sandbox, "Sandboxes that are opened, per address."),
            ("user", limits.User, "Everything a user does."),
            ("burst", limits.Burst, "Everything a user does within a moment."),
        ];
        var rows = windows.Select(w =>
            $"<tr><td><code>{w.Name}</code></td><td>{w.Limit.Limit}</td><td>{w.Limit.Seconds} s</td><td>{WebUtility.HtmlEncode(w.What)}</td></tr>"
        );
        return $"""
            <p>Requests are counted in sliding windows; each operation names its own in <code>x-rate-policy</code> of the
            <a href="/openapi/v1.json">document</a>.</p>
            <table><tr><th>Window</th><th>Requests</th><th>In</th><th>What</th></tr>{string.Concat(rows)}</table>
            """;
    }
}
