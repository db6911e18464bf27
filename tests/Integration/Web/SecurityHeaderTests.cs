using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>The headers that were promised, each with its value and, where it is not the one that was asked for, with the reason.</summary>
public sealed class SecurityHeaderTests
{
    private static readonly (string Name, string Value)[] Promised =
    [
        // A year, and for every name below.
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        // Asked for was "1; mode=block". OWASP: the filter it switches on was a hole itself, and no browser has it any more.
        ("X-XSS-Protection", "0"),
        // Answers are data: nothing of them may be run or framed.
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "geolocation=(), microphone=(), camera=(), payment=()"),
    ];

    [Fact]
    public async Task Over_TLS_an_answer_has_all_that_were_promised()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Web:TrustedProxies:0"] = "127.0.0.1" };
        await using var host = await TestHost.StartAsync("serve", database.App, settings);
        var person = await host.Client().SignUpAsync();
        foreach (var path in new[] { "accounts", "nothing", "transactions?limit=0" })
        {
            var reply = await person.GetAsync(path, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.7"));
            foreach (var (name, value) in Promised)
            {
                reply.Headers.TryGetValues(name, out var values).ShouldBeTrue($"{path}: {name}");
                values.ShouldBe([value], $"{path}: {name}");
            }
        }
    }
}
