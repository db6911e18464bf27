using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Platform;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

public sealed class PlumbingTests(Product product) : IClassFixture<Product>
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("\"text\"")]
    [InlineData("{\"accountId\":}")]
    public async Task Malformed_JSON_is_a_clear_problem(string body) =>
        (await (await product.SignedUpAsync()).PostRawAsync("transactions", body)).ShouldFail(400, "malformed_json");

    [Fact]
    public async Task Deep_JSON_wrong_content_types_and_large_bodies_are_clear_problems()
    {
        var client = await product.SignedUpAsync();
        var deep = new string('[', 1000) + new string(']', 1000);
        (await client.PostRawAsync("transactions", $"{{\"tags\":{deep}}}")).Status.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await client.PostRawAsync("transactions", "a=1", "application/x-www-form-urlencoded")).ShouldFail(415, "unsupported_media_type");
        (await client.PostRawAsync("transactions", "{}", "text/plain")).ShouldFail(415, "unsupported_media_type");
        (await client.PostRawAsync("transactions", $"{{\"description\":\"{new string('x', 2_000_000)}\"}}")).ShouldFail(
            413,
            "payload_too_large"
        );
        (
            await client.PostRawAsync(
                "transactions",
                $"{{\"description\":\"{new string('x', 2_000_000)}\"}}",
                headers: ("Idempotency-Key", "big")
            )
        ).ShouldFail(413, "payload_too_large");
    }

    [Fact]
    public async Task Unknown_routes_and_methods_are_problems_too()
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync("nothing/here")).ShouldFail(404, "not_found");
        (await client.GetAsync("/nothing")).ShouldFail(404, "not_found");
        (await client.DeleteAsync("accounts")).ShouldFail(405, "method_not_allowed");
        ((int)(await client.SendAsync(HttpMethod.Trace, "accounts", null, [])).Status).ShouldBe(405);
    }

    [Fact]
    public async Task Every_response_has_the_security_headers_and_echoes_the_request_id()
    {
        var client = await product.SignedUpAsync();
        foreach (var path in new[] { "accounts", "nothing", "transactions?limit=0", "/health/live", "/openapi/v1.json" })
        {
            var reply = await client.GetAsync(path, ("X-Request-Id", "my-id.1"));
            reply.Headers.GetValues("X-Request-Id").ShouldBe(["my-id.1"]);
            reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            reply.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
            reply.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            reply.Headers.Contains("Server").ShouldBeFalse();
        }
        var made = (await client.GetAsync("accounts", ("X-Request-Id", "not ok <script>"))).Headers.GetValues("X-Request-Id").Single();
        made.ShouldNotContain("<");
    }

    [Fact]
    public async Task A_failure_of_ours_shows_nothing_of_its_inside()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync(
            "serve",
            database.App,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" }
        );
        var client = await host.Client().SignUpAsync();
        await database.RunAsync("alter table accounts rename to hidden");
        var reply = await client.GetAsync("accounts");
        reply.ShouldFail(500, "internal_error");
        reply.Text.ShouldNotContain("accounts");
        reply.Text.ShouldNotContain("Npgsql");
        reply.Headers.Contains("X-Request-Id").ShouldBeTrue();
    }

    [Fact]
    public async Task Metrics_count_requests_effects_and_the_outbox_and_name_the_pool()
    {
        var client = await product.SignedUpAsync();
        await client.OpenAccountAsync();
        var text = await Wait.ForAsync(
            product.Host.MetricsAsync,
            t => Regex.IsMatch(t, "^rupaya_effects_total\\{[^}]*result=\"done\"\\} [1-9]", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
        );
        text.ShouldContain("http_server_request_duration_seconds_bucket");
        text.ShouldContain("rupaya_outbox_pending");
        // The pool of the product has a name; unnamed ones, such as those of tests in this process, show their settings.
        text.ShouldContain("db_client_connection_pool_name=\"rupaya\"");
        // The same labels in another order would be the same series twice.
        var series = text.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l[..l.LastIndexOf(' ')]).ToList();
        series.Select(s => string.Join(',', s.Split('{', '}', ',').Order(StringComparer.Ordinal))).ShouldBeUnique();
    }

    [Fact]
    public async Task Metrics_have_a_port_of_their_own_and_the_APIs_knows_nothing_of_them()
    {
        ((int)(await product.Client().GetAsync("/metrics")).Status).ShouldBe(404);
        using var http = new HttpClient { BaseAddress = product.Host.Get<MetricsListener>().Address };
        (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).ShouldContain("# HELP rupaya_outbox_pending ");
        foreach (var path in new[] { "/", "/health/ready", "/api/v1/accounts", "/metrics/more" })
        {
            ((int)(await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode).ShouldBe(404, path);
        }
        // And a scrape is no request that somebody made to the product.
        (await product.Host.MetricsAsync()).ShouldNotContain("/metrics");
    }

    [Fact]
    public void An_idle_connection_is_kept_for_longer_than_a_balancer_keeps_it()
    {
        // Who gives up first decides: a balancer that sends a request into a connection that is just being closed has lost it (ADR 21).
        var balancersIdleTimeout = TimeSpan.FromSeconds(60);
        var kestrel = product.Host.Get<IOptions<KestrelServerOptions>>().Value;
        kestrel.Limits.KeepAliveTimeout.ShouldBeGreaterThan(2 * balancersIdleTimeout);
    }

    [Fact]
    public async Task A_metrics_port_that_is_taken_stops_the_start_and_says_so()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var e = await Should.ThrowAsync<InvalidOperationException>(() =>
            TestHost.StartAsync(
                "serve",
                database.App,
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["Web:MetricsPort"] = port }
            )
        );
        e.Message.ShouldBe($"Web:MetricsPort: 127.0.0.1:{port} is not free; each process needs a port of its own.");
    }

    [Fact]
    public async Task Signing_keys_are_public_and_private_parts_are_not()
    {
        var jwks = (await product.Client().GetAsync("/.well-known/jwks.json")).Ok();
        jwks.GetProperty("keys")[0].GetProperty("alg").GetString().ShouldBe("ES256");
        jwks.GetProperty("keys")[0].TryGetProperty("d", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_explorer_answers() => (await product.Client().GetAsync("/docs/index.html")).Text.ShouldContain("Rupaya API");

    [Fact]
    public async Task Each_code_has_a_page_that_says_what_to_do()
    {
        var client = product.Client();
        var list = (await client.GetAsync("/docs/errors")).Text;
        foreach (var problem in Rupaya.Domain.Results.Problems.All)
        {
            list.ShouldContain($"/docs/errors/{problem.Code}");
            var page = await client.GetAsync($"/docs/errors/{problem.Code}");
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Text.ShouldContain(System.Net.WebUtility.HtmlEncode(problem.WhatToDo));
        }
        (await client.GetAsync("/docs/errors/nothing")).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task What_a_problem_is_of_leads_to_its_page()
    {
        var problem = (await product.Client().GetAsync("accounts"));
        problem.ShouldFail(401, "invalid_token");
        problem["type"].GetString().ShouldBe("/docs/errors/invalid_token");
    }

    [Fact]
    public async Task The_OpenAPI_document_is_small_and_tagged()
    {
        const int Most = 600 * 1024;
        var client = product.Client();
        var document = await client.GetAsync("/openapi/v1.json");
        Encoding.UTF8.GetByteCount(document.Text).ShouldBeLessThan(Most);
        var again = await client.GetAsync("/openapi/v1.json", ("If-None-Match", document.Headers.ETag!.ToString()));
        ((int)again.Status, again.Text).ShouldBe((304, ""));
        (await client.GetAsync("/openapi/v2.json")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_OpenAPI_document_is_the_reviewed_one()
    {
        var reply = await product.Client().GetAsync("/openapi/v1.json");
        reply.Ok();
        var document = JsonNode.Parse(reply.Text)!.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var reviewed = Path.Combine(AppContext.BaseDirectory, "Data", "openapi.v1.json");
        if (Environment.GetEnvironmentVariable("RUPAYA_ACCEPT_OPENAPI") is { } target)
        {
            await File.WriteAllTextAsync(target, document, new UTF8Encoding(false));
            return;
        }
        // The whole of both would say nothing.
        var lines = (await File.ReadAllTextAsync(reviewed)).ReplaceLineEndings("\n").Split('\n');
        var differs = document
            .Split('\n')
            .Zip(lines)
            .Select((l, i) => (l.First, l.Second, Line: i + 1))
            .FirstOrDefault(l => l.First != l.Second);
        differs.ShouldBe(default, "the API changed: ./rupaya accept takes it over, for review");
        document.Split('\n').Length.ShouldBe(lines.Length);
    }
}
