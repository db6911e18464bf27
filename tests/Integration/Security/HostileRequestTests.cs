#pragma warning disable RS0030 // A fuzzer has to be repeatable, so its randomness has a seed.
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S2, S3, S13, S16, S19, S20: members that nobody may set, ways around roles, rubbish, injection, smuggling, headers.</summary>
public abstract class HostileRequestTests(Deployment product)
{
    private static readonly string[] Strings =
    [
        "' or 1=1 --",
        "'; drop table users; --",
        "\" or \"\"=\"",
        "${jndi:ldap://127.0.0.1/a}",
        "{{7*7}}",
        "<script>alert(1)</script>",
        "../../../../etc/passwd",
        "a\r\nX-Injected: yes",
        "a\nSet-Cookie: evil=1",
        "\u202Etxt.exe",
        "\uD83D\uDE00",
        "%00",
        "=HYPERLINK(\"http://evil\")",
        "null",
        "-1",
        "99999999999999999999999999999999",
        "1e400",
        "0x41",
        "\\",
    ];

    [Fact]
    public async Task S2_members_that_nobody_may_set_change_nothing()
    {
        var person = product.Client();
        var signedUp = await person.PostRawAsync(
            "auth/signup",
            Evil($"\"email\":\"{Guid.CreateVersion7():N}@rupaya.example\",\"password\":\"SecurePass123!\",\"deviceId\":\"a\"")
        );
        signedUp.Ok();
        person.Take(signedUp);
        signedUp["user"].GetProperty("role").GetString().ShouldBe("user");
        signedUp["user"].GetProperty("emailVerified").GetBoolean().ShouldBeFalse();
        (await person.SendAsync(HttpMethod.Put, "user/profile", Json(Evil("\"name\":\"Asha\"")), [])).ShouldFail(400, "validation_failed");
        var profile = (await person.GetAsync("user/profile")).Ok();
        profile.GetProperty("role").GetString().ShouldBe("user");
        profile.GetProperty("id").GetGuid().ShouldBe(person.UserId);

        var account = (await person.PostRawAsync("accounts", Evil("\"name\":\"A\",\"type\":\"cash\""))).Ok();
        account.GetProperty("currentBalance").GetDecimal().ShouldBe(0);
        account.GetProperty("createdAt").GetString()!.ShouldStartWith("20");
        var id = account.GetProperty("accountId").GetGuid();
        var income = (await person.PostRawAsync("transactions", Evil($"\"accountId\":\"{id}\",\"amount\":5,\"type\":\"income\""))).Ok();
        income.GetProperty("version").GetInt64().ShouldBeLessThan(1000);
        (await person.BalanceAsync(id)).ShouldBe(5);
        var transactionId = income.GetProperty("transactionId").GetGuid();
        var refused = await person.SendAsync(HttpMethod.Put, $"transactions/{transactionId}", Json(Evil("\"amount\":6")), []);
        refused.ShouldFail(400, "validation_failed");
        var changed = (await person.GetAsync($"transactions/{transactionId}")).Ok();
        changed.GetProperty("transactionId").GetGuid().ShouldBe(transactionId);
        changed.GetProperty("version").GetInt64().ShouldBeLessThan(1000);
        (await person.BalanceAsync(id)).ShouldBe(5);
        var book = (await person.PostRawAsync("books", Evil("\"name\":\"B\""))).Ok();
        book.GetProperty("role").GetString().ShouldBe("owner");
        book.GetProperty("seq").GetInt64().ShouldBeLessThan(1000);
        (await product.Database.ScalarAsync<string>("select role from users where user_id = $1", person.UserId)).ShouldBe("user");
    }

    [Theory]
    [InlineData("/api/v1/admin/users")]
    [InlineData("/api/v1/admin/users/")]
    [InlineData("/API/V1/ADMIN/USERS")]
    [InlineData("/api/v1//admin/users")]
    [InlineData("/api/v1/./admin/users")]
    [InlineData("/api/v1/accounts/../admin/users")]
    [InlineData("/api/v1/accounts/..%2fadmin/users")]
    [InlineData("/api/v1/admin%2fusers")]
    [InlineData("/api/v1/admin/users;a=b")]
    [InlineData("/api/v1/admin/audit-logs")]
    [InlineData("/api/v1/Admin/Audit-Logs?userId=00000000-0000-0000-0000-000000000000")]
    public async Task S3_no_way_of_writing_it_leads_a_user_to_the_admins_routes(string path)
    {
        var person = await product.SignedUpAsync();
        foreach (var header in new[] { "X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix" })
        {
            var reply = await person.GetAsync(path, (header, "/api/v1/admin/users"));
            ((int)reply.Status).ShouldBeOneOf(403, 404);
            reply.Text.ShouldNotContain("@rupaya.example");
        }
    }

    [Fact]
    public async Task S3_every_operation_of_administrators_refuses_a_user_whatever_the_request_looks_like()
    {
        var person = await product.SignedUpAsync();
        var operations = (await ApiOperation.AllAsync(person)).Where(o => o.IsAdmin).ToList();
        operations.Count.ShouldBeGreaterThan(4);
        foreach (var operation in operations)
        {
            var path = operation.Path.Replace("{userId}", person.UserId.ToString(), StringComparison.Ordinal);
            (await person.SendAsync(operation.Method, $"{path}?limit=9999", null, [])).ShouldFail(403, "forbidden");
        }
    }

    [Fact]
    public async Task S3_a_method_cannot_be_replaced_by_a_header()
    {
        var person = await product.SignedUpAsync();
        var account = await person.OpenAccountAsync();
        var expense = (await person.ExpenseAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        foreach (var header in new[] { "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override" })
        {
            (await person.GetAsync($"transactions/{expense}", (header, "DELETE"))).Ok();
            (await person.GetAsync($"transactions/{expense}?_method=DELETE", (header, "PUT"))).Ok();
        }
        (await person.BalanceAsync(account)).ShouldBe(-1);
    }

    [Fact]
    public async Task S13_whatever_is_sent_the_answer_is_a_problem_and_never_a_failure_of_ours()
    {
        var person = await product.SignedUpAsync();
        var random = new Random(20261121);
        // Signing out or asking to be forgotten would end the test's own session; they are called in S10.
        var operations = (await ApiOperation.AllAsync(person))
            .Where(o => o.Id is not ("Signout" or "EndSessions" or "DeleteAccount" or "ExportData"))
            .ToList();
        operations.Count.ShouldBeGreaterThan(45);
        foreach (var operation in operations)
        {
            for (var i = 0; i < 12; i++)
            {
                var reply = await person.SendAsync(operation.Method, Path(operation, random), Body(operation, random, i), Headers(random));
                ShouldBeAnAnswer(reply, operation);
            }
        }
        (await person.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task S13_a_failure_of_ours_tells_nothing()
    {
        await using var api = await product.AnotherAsync("serve", ("Database:CommandTimeoutSeconds", "2"));
        var person = await new Client(api.Address).SignUpAsync();
        await product.Database.RunAsync("alter table budgets rename to budgets_gone");
        try
        {
            var reply = await person.GetAsync("budgets");
            reply.ShouldFail(500, "internal_error");
            foreach (var secret in new[] { "budgets_gone", "select", "Npgsql", "relation", " at ", ".cs" })
            {
                reply.Text.ShouldNotContain(secret);
            }
        }
        finally
        {
            await product.Database.RunAsync("alter table budgets_gone rename to budgets");
        }
        string.Join('\n', api.Log()).ShouldNotContain("Password=");
    }

    [Fact]
    public async Task S16_injected_text_is_only_text()
    {
        var person = await product.SignedUpAsync();
        var account = await person.OpenAccountAsync();
        foreach (var text in Strings)
        {
            var body = new
            {
                accountId = account,
                amount = 1,
                type = "income",
                description = text,
                merchant = text,
                tags = new[] { "t" },
            };
            var made = (await person.PostAsync("transactions", body)).Ok();
            made.GetProperty("description").GetString().ShouldBe(text);
            var query = Uri.EscapeDataString(text);
            (await person.GetAsync($"transactions?tag={query}")).Ok().GetArrayLength().ShouldBe(0);
            foreach (var name in new[] { "cursor", "type", "status", "sort", "limit" })
            {
                ((int)(await person.GetAsync($"transactions?{name}={query}")).Status).ShouldBeOneOf(200, 400);
            }
            (await person.SignInAsync(text, $"{Guid.CreateVersion7():N}@rupaya.example")).ShouldFail(401, "invalid_credentials");
        }
        (await person.BalanceAsync(account)).ShouldBe(Strings.Length);
        // What was sent makes no line of its own, and stands in none: every line is one JSON object.
        var marker = Guid.CreateVersion7().ToString("N");
        await person.GetAsync($"nothing%0d%0a{{\"level\":\"error\",\"message\":\"{marker}\"}}", ("X-Request-Id", $"a {marker}"));
        product.Log.Where(l => l.Length > 0 && l[0] == '{').ShouldAllBe(l => IsJson(l));
        product.Log.ShouldNotContain(l => l.Contains(marker, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n", "1;x\n1\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "1\n1\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\nGET /api/v1/ HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("Content-Length: 4\r\nContent-Length: 5\r\n", "aaaaa")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
    public async Task S19_ambiguous_framing_is_refused_and_the_connection_closed(string headers, string body)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", product.Apis[0].Address.Port);
        var stream = tcp.GetStream();
        var request =
            $"POST /api/v1/auth/refresh HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{headers}\r\n{body}"
            + "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(limit.Token);
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.Split("HTTP/1.1").Length.ShouldBe(2, answer);
        answer.ShouldNotContain("200 OK");
    }

    [Fact]
    public async Task S20_every_answer_has_the_headers_and_TRACE_is_refused()
    {
        var person = await product.SignedUpAsync();
        foreach (var operation in await ApiOperation.AllAsync(person))
        {
            var reply = await person.SendAsync(
                operation.Method,
                Path(operation, new Random(1)),
                operation.Body is null ? null : Json("{"),
                []
            );
            person.Token = operation.Id is "Signout" or "EndSessions" ? (await product.SignedUpAsync()).Token : person.Token;
            reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], operation.Id);
            reply.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"], operation.Id);
            reply.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
            reply.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"], operation.Id);
            (reply.Headers.CacheControl!.NoStore || reply.Headers.CacheControl is { Private: true, NoCache: true }).ShouldBeTrue(
                operation.Id
            );
            reply.Headers.Contains("Server").ShouldBeFalse();
            reply.Headers.Contains("X-Powered-By").ShouldBeFalse();
            // Over plain HTTP HSTS must not be sent (RFC 6797 §7.2).
            reply.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
            ((int)(await person.SendAsync(HttpMethod.Trace, operation.Path, null, [])).Status).ShouldBe(405);
        }
    }

    [Fact]
    public async Task S20_behind_a_trusted_proxy_HTTPS_is_known_HSTS_is_sent_and_plain_HTTP_is_redirected()
    {
        await using var api = await product.AnotherAsync("serve", ("Web:TrustedProxies:0", "127.0.0.1"), ("Web:HttpsPort", "443"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = api.Address };
        var plain = await http.GetAsync(new Uri("/api/v1/?a=b", UriKind.Relative));
        ((int)plain.StatusCode).ShouldBe(308);
        plain.Headers.Location!.ToString().ShouldBe("https://127.0.0.1/api/v1/?a=b");
        (await http.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode.ShouldBeTrue();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var secure = await http.SendAsync(request);
        secure.IsSuccessStatusCode.ShouldBeTrue();
        secure.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000; includeSubDomains"]);
    }

    [Fact]
    public async Task Only_configured_origins_may_call_from_a_browser()
    {
        await using var api = await product.AnotherAsync("serve", ("Web:Origins:0", "https://app.example"));
        var person = await new Client(api.Address).SignUpAsync();
        var ours = await person.GetAsync("accounts", ("Origin", "https://app.example"));
        ours.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://app.example"]);
        ours.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        var theirs = await person.GetAsync("accounts", ("Origin", "https://evil.example"));
        theirs.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        (await product.Client().GetAsync("/api/v1/", ("Origin", "https://app.example")))
            .Headers.Contains("Access-Control-Allow-Origin")
            .ShouldBeFalse();
    }

    private static void ShouldBeAnAnswer(Reply reply, ApiOperation operation)
    {
        var status = (int)reply.Status;
        status.ShouldBeLessThan(500, $"{operation.Id}: {reply.Text}");
        if (status >= 400 && !(operation.AnswersPages && reply.Text.StartsWith("<!doctype html>", StringComparison.Ordinal)))
        {
            reply.Body.ValueKind.ShouldBe(JsonValueKind.Object, $"{operation.Id}: {reply.Text}");
            reply.Code.ShouldNotBeNullOrEmpty(operation.Id);
            reply["requestId"].GetString().ShouldNotBeNullOrEmpty();
            reply["status"].GetInt32().ShouldBe(status);
        }
    }

    private static string Path(ApiOperation operation, Random random)
    {
        var path = operation.Path;
        foreach (var id in operation.Ids)
        {
            path = path.Replace(
                $"{{{id}}}",
                random.Next(3) == 0 ? Uri.EscapeDataString(Pick(random)) : Guid.CreateVersion7().ToString(),
                StringComparison.Ordinal
            );
        }
        var query = Enumerable
            .Range(0, random.Next(4))
            .Select(_ =>
                $"{new[] { "limit", "cursor", "period", "startDate", "minAmount", "userId", "x" }[random.Next(7)]}={Uri.EscapeDataString(Pick(random))}"
            );
        return $"{path}?{string.Join('&', query)}";
    }

    private static StringContent? Body(ApiOperation operation, Random random, int round)
    {
        if (operation.Body is null)
        {
            return null;
        }
        if (round == 0)
        {
            return Json(new[] { "", "[]", "null", "{", "\"a\"", "{\"a\":{\"a\":{}}}" }[random.Next(6)]);
        }
        var members = operation
            .Body.Value.GetProperty("properties")
            .EnumerateObject()
            .Where(_ => random.Next(4) > 0)
            .Select(p => $"{JsonSerializer.Serialize(p.Name)}:{Value(random)}");
        return Json($"{{{string.Join(',', members)}}}");
    }

    private static string Value(Random random) =>
        random.Next(10) switch
        {
            0 => "null",
            1 => "[]",
            2 => "{}",
            3 => "true",
            4 => "-1",
            5 => "1e308",
            6 => "123456789012345678901234567890",
            7 => $"\"{Guid.CreateVersion7()}\"",
            8 => "\"\\u0000\\ud800\"",
            _ => JsonSerializer.Serialize(Pick(random)),
        };

    private static (string Name, string Value)[] Headers(Random random) =>
        random.Next(3) == 0
            ?
            [
                ("X-Book-Id", new string([.. Pick(random).Where(c => c is >= ' ' and <= '~')])),
                ("If-Match", "\"x\""),
                ("Idempotency-Key", Guid.CreateVersion7().ToString()),
            ]
            : [];

    private static string Pick(Random random) => Strings[random.Next(Strings.Length)];

    private static string Evil(string members) =>
        $$"""
            {{{members}},"userId":"00000000-0000-0000-0000-000000000001","id":"00000000-0000-0000-0000-000000000001","balance":1000000,
            "currentBalance":1000000,"isAdmin":true,"role":"admin","version":99999,"seq":99999,"createdAt":"1999-01-01T00:00:00Z","emailVerified":true,
            "mfaEnabled":true,"bookId":"00000000-0000-0000-0000-000000000001","transactionId":"00000000-0000-0000-0000-000000000001"}
            """;

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static bool IsJson(string line)
    {
        try
        {
            JsonElement.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

[Collection(Embedded.Name)]
public sealed class EmbeddedHostileRequestTests(EmbeddedDeployment product) : HostileRequestTests(product);

[Collection(Full.Name)]
public sealed class FullHostileRequestTests(FullDeployment product) : HostileRequestTests(product);
