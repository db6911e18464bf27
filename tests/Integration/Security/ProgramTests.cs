using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Http;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>I28 to I30: what a token for a program may do on every operation, and what ends that.</summary>
public sealed class ProgramTests(Product product) : IClassFixture<Product>
{
    private static readonly string[] Everything = ["read", "write", "export:read"];

    private static async Task<Reply> CallAsync(Client client, ApiOperation operation, Guid book)
    {
        var path = operation.Path.Replace("{bookId}", book.ToString(), StringComparison.Ordinal);
        path = path.Replace("{line}", "1", StringComparison.Ordinal);
        path = System.Text.RegularExpressions.Regex.Replace(
            path,
            @"\{[^}]+\}",
            Guid.Empty.ToString(),
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        var body = operation.Body is null ? null : new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await client.SendAsync(operation.Method, path, body, []);
    }

    /// <summary>The routes that need somebody, as the process has them.</summary>
    [Fact]
    public void Every_route_says_what_a_token_needs_or_that_none_may_go_there()
    {
        var routes = product.Host.Get<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        var ours = routes.Where(e => e.Metadata.GetMetadata<RouteAccess>() is not null).ToList();
        ours.Count.ShouldBeGreaterThan(100);
        var silent = ours.Where(e =>
                e.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is null
                || e.Metadata.GetMetadata<OptionalCallerMetadata>() is not null
            )
            .Where(e => !e.Metadata.GetMetadata<RouteAccess>()!.IsStated)
            .Select(e => e.RoutePattern.RawText);
        silent.ShouldBeEmpty("each says SessionOnly(), Scoped(…) or AnyToken() in Configure");
    }

    [Fact]
    public void What_has_no_scope_of_its_own_is_closed_until_it_says_something()
    {
        var silent = new RouteAccess(Scope: null, IsAlone: false, IsSessionOnly: false, IsForAnyToken: false, NeedsStepUp: false);
        silent.IsStated.ShouldBeFalse();
        silent.IsOpenTo(Everything).ShouldBeFalse();
    }

    [Theory]
    [InlineData("accounts:read", "accounts:read", true)]
    [InlineData("accounts:read", "accounts:write", true)]
    [InlineData("accounts:read", "read", true)]
    [InlineData("accounts:read", "write", true)]
    [InlineData("accounts:write", "write", true)]
    [InlineData("accounts:write", "read", false)]
    [InlineData("accounts:write", "accounts:read", false)]
    [InlineData("accounts:write", "goals:write", false)]
    [InlineData("accounts:read", "goals:read", false)]
    public void Who_may_write_may_read_and_everything_has_all_areas(string needed, string held, bool open) =>
        new RouteAccess(needed, false, false, false, false).IsOpenTo([held]).ShouldBe(open);

    [Theory]
    [InlineData("read", false)]
    [InlineData("write", false)]
    [InlineData("export:write", false)]
    [InlineData("export:read", true)]
    public void What_has_to_be_named_alone_is_in_nothing_else(string held, bool open) =>
        new RouteAccess("export:read", true, false, false, false).IsOpenTo([held]).ShouldBe(open);

    [Fact]
    public async Task I28_another_scope_opens_no_operation()
    {
        var person = await product.VerifiedAsync();
        var book = await person.DefaultBookAsync();
        var (_, forGoals) = await person.TokenAsync("goals:write");
        var (_, forRates) = await person.TokenAsync("rates:write");
        var operations = (await ApiOperation.AllAsync(person)).Where(o => o.NeedsToken).ToList();
        operations.Count.ShouldBeGreaterThan(90);
        foreach (var operation in operations.Where(o => o.Id is not "VerifyMfa" and not "WhoAmI"))
        {
            var program = operation.Scope?.StartsWith("goals:", StringComparison.Ordinal) == true ? forRates : forGoals;
            var reply = await CallAsync(program, operation, book);
            if (operation.Scope is null)
            {
                reply.ShouldFail(403, "session_only");
            }
            else
            {
                reply.ShouldFail(403, "insufficient_scope");
                reply.Headers.WwwAuthenticate.ToString().ShouldBe($"Bearer error=\"insufficient_scope\", scope=\"{operation.Scope}\"");
            }
        }
    }

    [Fact]
    public async Task I28_a_scope_opens_its_operations_and_read_opens_every_get()
    {
        var person = await product.VerifiedAsync();
        var book = await person.DefaultBookAsync();
        var (_, reader) = await person.TokenAsync("read");
        foreach (var operation in (await ApiOperation.AllAsync(person)).Where(o => o.Scope is not null and not "export:read"))
        {
            var expected = operation.Method == HttpMethod.Get;
            operation.Scope!.EndsWith(expected ? ":read" : ":write", StringComparison.Ordinal).ShouldBeTrue(operation.Id);
            if (operation.Id is "StreamNotifications" or "StreamSync")
            {
                continue;
            }
            ((await CallAsync(reader, operation, book)).Code == "insufficient_scope").ShouldBe(!expected, operation.Id);
        }
    }

    [Fact]
    public async Task I28_a_token_for_one_book_sees_no_other()
    {
        var person = await product.VerifiedAsync();
        var home = await person.DefaultBookAsync();
        var shop = (await person.PostAsync("books", new { name = "Shop" })).Ok().GetProperty("bookId").GetGuid();
        var (_, program) = await person.TokenAsync(
            new
            {
                name = "Shop",
                scopes = Everything[..2],
                bookId = shop,
            }
        );
        (await program.GetAsync("books")).Ok().EnumerateArray().Select(b => b.GetProperty("bookId").GetGuid()).ShouldBe([shop]);
        (await program.PostAsync("accounts", new { name = "Till", type = "cash" })).Ok();
        (await program.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(1);
        (await person.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(0);
        (await program.PutAsync($"books/{shop}", new { name = "The shop" })).Ok();
        (await program.PutAsync($"books/{home}", new { name = "Mine now" })).ShouldFail(404, "not_found");
        (await program.PostAsync("books", new { name = "Third" })).ShouldFail(404, "not_found");
        program.BookId = home.ToString();
        (await program.GetAsync("accounts")).ShouldFail(404, "not_found");
        (await program.PostAsync("accounts", new { name = "Till", type = "cash" })).ShouldFail(404, "not_found");
        program.BookId = shop.ToString();
        (await program.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task I28_what_is_over_mistyped_or_comes_from_elsewhere_is_nobody()
    {
        var person = await product.VerifiedAsync();
        string[] allowedNetworks = ["198.51.100.0/24", "2001:db8::/32"];
        var (_, elsewhere) = await person.TokenAsync(
            new
            {
                name = "A",
                scopes = Everything,
                allowedNetworks,
            }
        );
        (await elsewhere.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        var (tokenId, program) = await person.TokenAsync("read");
        var token = program.Token!;
        (await program.GetAsync("accounts")).Ok();
        string[] others =
        [
            token.ToUpperInvariant(),
            token[..^1],
            token[..^1] + (token[^1] == 'x' ? 'y' : 'x'),
            $"{token}0",
            $"rupaya_pat_{token[11..]}x",
        ];
        foreach (var other in others)
        {
            program.Token = other;
            (await program.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        }
        program.Token = token;
        await product.Database.RunAsync($"update sessions set expires_at = now() where session_id = '{tokenId}'");
        (await program.GetAsync("accounts")).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task I29_a_token_for_everything_makes_no_token_and_reaches_no_administration()
    {
        var admin = await product.AdminAsync();
        await product.VerifyEmailAsync(admin);
        var (tokenId, program) = await admin.TokenAsync(Everything);
        (await program.PostAsync("user/tokens", new { name = "A", scopes = Everything })).ShouldFail(403, "session_only");
        (await program.GetAsync("user/tokens")).ShouldFail(403, "session_only");
        (await program.DeleteAsync($"user/tokens/{tokenId}")).ShouldFail(403, "session_only");
        (await program.PostAsync("auth/step-up", new { password = Client.Password })).ShouldFail(403, "session_only");
        (
            await program.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = "SecurePass456!" })
        ).ShouldFail(403, "session_only");
        (await program.PostAsync("auth/mfa/verify", new { token = "123456" })).ShouldFail(403, "session_only");
        (await program.DeleteAsync("user/account", new { password = Client.Password })).ShouldFail(403, "session_only");
        (await program.GetAsync("admin/users")).ShouldFail(403, "session_only");
        (await program.PostAsync($"admin/users/{admin.UserId}/ban", null)).ShouldFail(403, "session_only");
        (await program.DownloadAsync("user/export")).Length.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task I30_a_token_may_never_more_than_its_user_may_now()
    {
        var owner = await product.VerifiedAsync();
        var guest = await product.MemberAsync(owner, "editor");
        await product.VerifyEmailAsync(guest);
        var book = await owner.DefaultBookAsync();
        var (_, program) = await guest.TokenAsync(
            new
            {
                name = "A",
                scopes = Everything[..2],
                bookId = book,
            }
        );
        var till = new { name = "Till", type = "cash" };
        (await program.PostAsync("accounts", till)).Ok();
        (await owner.PutAsync($"books/{book}/members/{guest.UserId}", new { role = "viewer" })).Ok();
        (await program.PostAsync("accounts", till)).ShouldFail(403, "forbidden");
        (await program.GetAsync("accounts")).Ok();
        (await owner.DeleteAsync($"books/{book}/members/{guest.UserId}")).Ok();
        (await program.GetAsync("accounts")).ShouldFail(404, "not_found");
        (await program.PostAsync("accounts", till)).ShouldFail(404, "not_found");
        var (_, own) = await guest.TokenAsync("read");
        (await own.GetAsync("books")).Ok();
        var admin = await product.AdminAsync();
        (await admin.PostAsync($"admin/users/{guest.UserId}/ban", null)).Ok();
        (await own.GetAsync("books")).ShouldFail(401, "invalid_token");
    }
}
