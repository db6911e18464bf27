using System.Net;
using System.Reflection;

namespace Rupaya.Infrastructure.Http.Document;

/// <summary>From a token to the first sync. Its snippets are the files of <c>clients/start</c>, which <c>./rupaya clients journey</c> runs.</summary>
internal static class StartPage
{
    public static string Body() =>
        $"""
            <h2>1 · A token</h2>
            <p>Sign up, confirm your address with the token of the mail (<code>POST /auth/verify-email</code>), and say where the API is and who you
            are: <code>RUPAYA_URL</code> is this server's address, <code>RUPAYA_EMAIL</code> and <code>RUPAYA_PASSWORD</code> are yours. A token for
            programs can do what its scopes say until it ends; it is shown once.</p>
            {Snippet("token.sh")}
            <h2>2 · An account, an expense, a sync</h2>
            <p>Each of these opens an account with 5 000, spends 249.50, fetches the book and prints <code>Everyday: 4750.5 INR</code> with the
            <code>seq</code> to ask <code>since</code> next time. Run one of them.</p>
            <h3>curl</h3>
            {Snippet("start.sh")}
            <h3>TypeScript</h3>
            <p><code>./rupaya clients</code> makes the package: <code>npm install .rupaya/packages/rupaya-client-{ChangeLog.Current}.tgz</code></p>
            {Snippet("start.ts")}
            <h3>C#</h3>
            <p><code>dotnet add package Rupaya.Client --source .rupaya/packages</code></p>
            {Snippet("start.cs")}
            <h2>3 · What the clients do by themselves</h2>
            <ul><li>Requests that find the token expired share one refresh.</li>
            <li>What may be done once only carries an <code>Idempotency-Key</code>, the same at each retry.</li>
            <li>After 429 and 503 they wait as <a href="/docs/limits">long as they are told</a>.</li>
            <li>What was read is changed only while it is as it was read: else it is refused with
            <a href="/docs/errors/stale_version"><code>stale_version</code></a>.</li></ul>
            <p>More: all operations are in the <a href="/docs">explorer</a>, what is refused is explained at <a href="/docs/errors">problems</a>, and
            <code>./rupaya mock</code> answers without a database.</p>
            """;

    private static string Snippet(string name)
    {
        using var file = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return $"<pre><code>{WebUtility.HtmlEncode(file.ReadToEnd())}</code></pre>";
    }
}
