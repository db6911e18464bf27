using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S9 to S12: refresh tokens, ended sessions, forged access tokens, rotating keys.</summary>
public abstract class TokenTests(Deployment product)
{
    [Fact]
    public async Task S9_a_replayed_refresh_token_ends_the_family_and_a_restart_does_not_forget_it()
    {
        var person = await product.SignedUpAsync();
        var a = person.RefreshToken!;
        (await person.RefreshAsync()).Ok();
        var b = person.RefreshToken!;
        (await person.RefreshAsync()).Ok();
        (await product.Client(1).RefreshAsync(a)).ShouldFail(401, "token_reused");
        (await product.Client(1).RefreshAsync(b)).ShouldFail(401, "invalid_token");
        (await person.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        await product.Mail.WaitAsync(person.Email, "ended for safety");
        await product.RestartAsync();
        (await product.Client().RefreshAsync(a)).ShouldFail(401, "invalid_token");
        (await product.Client(1).RefreshAsync(person.RefreshToken)).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task S9_twenty_at_once_have_one_successor_and_a_lost_response_gets_it_again()
    {
        var person = await product.SignedUpAsync();
        var a = person.RefreshToken!;
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => product.Client(i).RefreshAsync(a)));
        var successors = replies.Select(r => r.Ok().GetProperty("refreshToken").GetString()).Distinct(StringComparer.Ordinal).ToList();
        successors.Count.ShouldBe(1);
        // Half a minute later the response was not lost: somebody has a copy.
        await product.Database.RunAsync(
            $"update sessions set rotated_at = rotated_at - interval '31 seconds' where user_id = '{person.UserId}'"
        );
        (await product.Client().RefreshAsync(a)).ShouldFail(401, "token_reused");
        (await product.Client(1).RefreshAsync(successors[0])).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task S10_what_ends_a_session_ends_it_in_every_process_at_once()
    {
        var (phone, laptop, tablet) = await ThreeDevicesAsync();
        (await phone.PostAsync("auth/signout", null)).Ok();
        await ShouldBeDeadAsync(phone);
        await ShouldLiveAsync(laptop, tablet);

        (await laptop.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = "SecurePass456!" })).Ok();
        await ShouldBeDeadAsync(tablet);
        await ShouldLiveAsync(laptop);

        (await tablet.SignInAsync("SecurePass456!")).Ok();
        var sessions = (await laptop.GetAsync("auth/sessions")).Ok();
        var other = sessions.EnumerateArray().Single(s => !s.GetProperty("current").GetBoolean());
        (await laptop.DeleteAsync($"auth/sessions/{other.GetProperty("sessionId").GetGuid()}")).Ok();
        await ShouldBeDeadAsync(tablet);
        await ShouldLiveAsync(laptop);
    }

    [Fact]
    public async Task S10_a_change_of_the_second_factor_and_a_ban_end_sessions_too()
    {
        var (phone, laptop, tablet) = await ThreeDevicesAsync();
        var secret = (await phone.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        (await phone.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secret, 0) })).Ok();
        await ShouldBeDeadAsync(laptop);
        await ShouldBeDeadAsync(tablet);
        await ShouldLiveAsync(phone);

        var admin = await product.SignedUpAsync();
        await product.Database.RunAsync($"update users set role = 'admin' where user_id = '{admin.UserId}'");
        (await admin.PostAsync($"admin/users/{phone.UserId}/ban", null)).Ok();
        await ShouldBeDeadAsync(phone);
        (await phone.SignInAsync()).ShouldFail(403, "account_banned");
        (await admin.PostAsync($"admin/users/{phone.UserId}/unban", null)).Ok();
        (await phone.SignInAsync()).Ok().GetProperty("mfaRequired").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task S11_every_forged_token_is_nobody_and_nothing_is_fetched()
    {
        var person = await product.SignedUpAsync();
        using var forge = await Forge.TakeKeyAsync(product);
        using var bait = new TcpListener(IPAddress.Loopback, 0);
        bait.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)bait.LocalEndpoint).Port}/jwks.json";
        var parts = person.Token!.Split('.');
        var claims = Forge.Decode(parts[1]);
        // The forge is good: with unchanged claims its token is accepted.
        person.Token = forge.Sign(forge.Header(), claims);
        (await person.GetAsync("accounts")).Ok();

        foreach (var (what, token) in Forgeries(forge, parts, claims, url))
        {
            person.Token = token;
            var reply = await person.GetAsync("accounts");
            ((int)reply.Status).ShouldBe(401, what);
            reply.Code.ShouldBe("invalid_token", what);
        }
        bait.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task S11_a_token_as_large_as_a_megabyte_is_refused()
    {
        var person = await product.SignedUpAsync();
        person.Token += new string('A', 20_000);
        (await person.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        person.Token += new string('A', 1_000_000);
        ((int)(await person.GetAsync("accounts")).Status).ShouldBeOneOf(400, 401, 431);
    }

    [Fact]
    public async Task S12_keys_rotate_under_load_without_a_spurious_401_and_a_retired_one_verifies_nothing()
    {
        var person = await product.SignedUpAsync();
        var first = await KeysAsync();
        first.Count.ShouldBe(1);
        using var stop = new CancellationTokenSource();
        var requests = 0;
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(i => LoadAsync(i, () => Interlocked.Increment(ref requests), stop.Token)));

        var (code, output) = await ProductProcess.RunAsync(["keys", "rotate"], product.Settings);
        code.ShouldBe(0, output);
        var both = await KeysAsync();
        both.Count.ShouldBe(2);
        both.ShouldContain(first[0]);
        var old = person.Token!;
        await Wait.UntilAsync(async () =>
        {
            (await person.RefreshAsync()).Ok();
            return KeyOf(person.Token!) != first[0];
        });
        foreach (var api in product.Apis)
        {
            var at = new Client(api.Address) { Token = old };
            (await at.GetAsync("accounts")).Ok();
            at.Token = person.Token;
            (await at.GetAsync("accounts")).Ok();
        }
        await Wait.UntilAsync(() => Task.FromResult(load.IsCompleted || Volatile.Read(ref requests) > 50), 60);
        await stop.CancelAsync();
        await load;

        (code, output) = await ProductProcess.RunAsync(["keys", "revoke", first[0]], product.Settings);
        code.ShouldBe(0, output);
        foreach (var api in product.Apis)
        {
            var at = new Client(api.Address) { Token = old };
            await Wait.UntilAsync(async () => (await at.GetAsync("accounts")).Code == "invalid_token");
        }
        (await person.GetAsync("accounts")).Ok();
        (await KeysAsync()).ShouldBe([KeyOf(person.Token!)]);
    }

    /// <summary>Signs up, uses and refreshes tokens until it is told to stop; every answer must be right.</summary>
    private async Task LoadAsync(int api, Action done, CancellationToken stop)
    {
        var person = await product.Client(api).SignUpAsync();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            (await new Client(product.Client(i).Address) { Token = person.Token }.GetAsync("accounts")).Ok();
            if (i % 5 == 4)
            {
                (await person.RefreshAsync()).Ok();
            }
            done();
        }
    }

    private static IEnumerable<(string What, string Token)> Forgeries(Forge forge, string[] parts, string claims, string url)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        yield return ("alg none", $"{Forge.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.");
        yield return ("alg none with our kid", $"{Forge.Encode(forge.Header("none"))}.{parts[1]}.");
        yield return ("HS256 with the public key", forge.SignWithPublicKey(claims));
        yield return (
            "jwk in the header",
            forge.SignWithOwnKey(claims, ",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}")
        );
        yield return ("jku", forge.SignWithOwnKey(claims, $",\"jku\":\"{url}\""));
        yield return ("x5u", forge.SignWithOwnKey(claims, $",\"x5u\":\"{url}\""));
        yield return ("wrong typ", forge.Sign(forge.Header(type: "JWT"), claims));
        yield return ("wrong aud", forge.Sign(forge.Header(), With(claims, "aud", "another")));
        yield return ("wrong iss", forge.Sign(forge.Header(), With(claims, "iss", "another")));
        yield return ("expired 31 s ago", forge.Sign(forge.Header(), With(claims, "exp", now - 31)));
        yield return ("not before in 40 s", forge.Sign(forge.Header(), With(claims, "nbf", now + 40)));
        yield return ("unknown kid", forge.Sign(forge.Header(kid: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), claims));
        yield return ("kid with a path", forge.Sign(forge.Header(kid: "../../etc/passwd"), claims));
        yield return ("kid with SQL", forge.Sign(forge.Header(kid: "' or 1=1 --"), claims));
        yield return (
            "another subject, old signature",
            $"{parts[0]}.{Forge.Encode(With(claims, "sub", Guid.CreateVersion7()))}.{parts[2]}"
        );
        yield return ("another session, signed", forge.Sign(forge.Header(), With(claims, "sid", Guid.CreateVersion7())));
        yield return ("somebody else's session, signed", forge.Sign(forge.Header(), With(claims, "sub", Guid.CreateVersion7())));
        yield return ("changed signature", $"{parts[0]}.{parts[1]}.{parts[2][..^2]}AA");
        yield return ("no signature", $"{parts[0]}.{parts[1]}");
        yield return ("claims that are no object", forge.Sign(forge.Header(), "[]"));
        yield return ("claims without subject", forge.Sign(forge.Header(), "{}"));
        yield return ("empty", "");
        yield return ("dots", "...");
    }

    private static string With<T>(string claims, string name, T value)
    {
        var json = JsonNode.Parse(claims)!;
        json[name] = JsonSerializer.SerializeToNode(value);
        return json.ToJsonString();
    }

    private static string KeyOf(string token) => JsonNode.Parse(Forge.Decode(token.Split('.')[0]))!["kid"]!.GetValue<string>();

    private async Task<List<string>> KeysAsync()
    {
        List<string> keys = [];
        // The same in every process, within a moment.
        await Wait.UntilAsync(async () =>
        {
            var views = await Task.WhenAll(product.Apis.Select(a => new Client(a.Address).GetAsync("/.well-known/jwks.json")));
            var ids = views
                .Select(v => string.Join(' ', v["keys"].EnumerateArray().Select(k => k.GetProperty("kid").GetString())))
                .ToList();
            keys = [.. ids[0].Split(' ')];
            return ids.Distinct(StringComparer.Ordinal).Count() == 1
                && keys.Count
                    == await product.Database.ScalarAsync<long>(
                        "select count(*) from signing_keys where expires_at is null or expires_at > now()"
                    );
        });
        return keys;
    }

    private async Task<(Client Phone, Client Laptop, Client Tablet)> ThreeDevicesAsync()
    {
        var phone = await product.SignedUpAsync();
        var (laptop, tablet) = (phone.Another("laptop"), phone.Another("tablet"));
        (await laptop.SignInAsync()).Ok();
        (await tablet.SignInAsync()).Ok();
        await ShouldLiveAsync(phone, laptop, tablet);
        return (phone, laptop, tablet);
    }

    private async Task ShouldBeDeadAsync(Client client)
    {
        foreach (var api in product.Apis)
        {
            (await new Client(api.Address) { Token = client.Token }.GetAsync("accounts")).ShouldFail(401, "invalid_token");
            (await new Client(api.Address) { Token = client.Token }.GetAsync("user/profile")).ShouldFail(401, "invalid_token");
            (await new Client(api.Address) { Token = client.Token }.GetAsync("books")).ShouldFail(401, "invalid_token");
        }
        (await product.Client().RefreshAsync(client.RefreshToken)).ShouldFail(401, "invalid_token");
    }

    private async Task ShouldLiveAsync(params Client[] clients)
    {
        foreach (var client in clients)
        {
            foreach (var api in product.Apis)
            {
                (await new Client(api.Address) { Token = client.Token }.GetAsync("accounts")).Ok();
            }
        }
    }
}

[Collection(Embedded.Name)]
public sealed class EmbeddedTokenTests(EmbeddedDeployment product) : TokenTests(product);

[Collection(Full.Name)]
public sealed class FullTokenTests(FullDeployment product) : TokenTests(product);
