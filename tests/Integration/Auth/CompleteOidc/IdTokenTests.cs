using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.CompleteOidc;

/// <summary>I13 and I14: a token that is wrong in one thing is refused, with the reason in the audit log and nowhere else.</summary>
public sealed class IdTokenTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    private static readonly RSA Strangers = RSA.Create(2048);
    private static readonly ECDsa Curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly long Now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static readonly Dictionary<string, (string Reason, Action<BentToken, OidcProduct> Bend)> Bends = new(StringComparer.Ordinal)
    {
        ["no algorithm"] = ("algorithm", (t, _) => Sign(t, "none", _ => [])),
        ["None"] = ("algorithm", (t, _) => Sign(t, "None", _ => [])),
        ["HS256 with the public key"] = ("algorithm", (t, p) => Sign(t, "HS256", d => HMACSHA256.HashData(PublicKey(p), d))),
        ["RS512"] = (
            "algorithm",
            (t, p) => Sign(t, "RS512", d => p.Bent.Key.SignData(d, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1))
        ),
        ["ES256 by another key"] = ("unknown_key", (t, _) => Sign(t, "ES256", BentToken.By(Curve))),
        ["another key"] = ("signature", (t, _) => t.Signature = BentToken.By(Strangers)),
        ["no signature"] = ("signature", (t, _) => t.Signature = _ => []),
        ["PS256 in name only"] = ("signature", (t, _) => t.Header["alg"] = "PS256"),
        ["jku"] = ("header", (t, p) => BringKey(t, "jku", $"{p.Second.Issuer}/jwks")),
        ["x5u"] = ("header", (t, p) => BringKey(t, "x5u", $"{p.Second.Issuer}/cert")),
        ["jwk"] = ("header", (t, _) => BringKey(t, "jwk", BentProvider.Jwk(Strangers, "bent-1"))),
        ["x5c"] = ("header", (t, _) => BringKey(t, "x5c", new JsonArray("MIIB"))),
        ["crit"] = ("header", (t, _) => t.Header["crit"] = new JsonArray("b64")),
        ["another provider's key"] = ("signature", (t, p) => t.Signature = BentToken.By(p.Second.Key)),
        ["a key nobody knows"] = ("unknown_key", (t, _) => t.Header["kid"] = "else"),
        ["an access token"] = ("type", (t, _) => t.Header["typ"] = "at+jwt"),
        ["a logout token"] = ("type", (t, _) => t.Header["typ"] = "logout+jwt"),
        ["issuer with a slash"] = ("issuer", (t, p) => t.Claims["iss"] = $"{p.Bent.Issuer}/"),
        ["issuer in capitals"] = ("issuer", (t, p) => t.Claims["iss"] = p.Bent.Issuer.ToUpperInvariant()),
        ["another issuer"] = ("issuer", (t, p) => t.Claims["iss"] = p.Second.Issuer),
        ["no issuer"] = ("issuer", (t, _) => t.Claims.Remove("iss")),
        ["another client's"] = ("audience", (t, _) => t.Claims["aud"] = "rupaya-closed"),
        ["nobody's"] = ("audience", (t, _) => t.Claims.Remove("aud")),
        ["several without azp"] = ("authorized_party", (t, _) => t.Claims["aud"] = new JsonArray("rupaya-bent", "else")),
        ["several for another"] = ("authorized_party", (t, _) => Several(t, "else")),
        ["over"] = ("expired", (t, _) => t.Claims["exp"] = Now - 3600),
        ["without end"] = ("expired", (t, _) => t.Claims.Remove("exp")),
        ["an end that is a text"] = ("expired", (t, _) => t.Claims["exp"] = (Now + 300).ToString(CultureInfo.InvariantCulture)),
        ["not yet"] = ("not_yet", (t, _) => t.Claims["nbf"] = Now + 3600),
        ["from the future"] = ("issued_at", (t, _) => t.Claims["iat"] = Now + 3600),
        ["old"] = ("issued_at", (t, _) => t.Claims["iat"] = Now - 3600),
        ["without a beginning"] = ("issued_at", (t, _) => t.Claims.Remove("iat")),
        ["no nonce"] = ("nonce", (t, _) => t.Claims.Remove("nonce")),
        ["another nonce"] = ("nonce", (t, _) => t.Claims["nonce"] = "else"),
        ["a nonce that is a list"] = ("nonce", (t, _) => t.Claims["nonce"] = new JsonArray((string)t.Claims["nonce"]!)),
        ["another access token's"] = ("access_token_hash", (t, _) => t.Claims["at_hash"] = "else"),
        ["nobody"] = ("subject", (t, _) => t.Claims.Remove("sub")),
        ["a subject that is a number"] = ("subject", (t, _) => t.Claims["sub"] = 7),
        ["a subject without end"] = ("subject", (t, _) => t.Claims["sub"] = new string('s', 256)),
    };

    public static TheoryData<string> Names => [.. Bends.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_that_is_wrong_in_one_thing_is_refused(string name)
    {
        var (reason, bend) = Bends[name];
        var before = await RefusalsAsync(reason);
        product.Bent.Bend = token => bend(token, product);
        var flow = await product.StartAsync("bent");
        var fragment = await flow.FragmentAsync(product.Bent, Person.New());
        product.Bent.Bend = null;
        fragment.ShouldBe("error=provider_error");
        (await RefusalsAsync(reason)).ShouldBe(before + 1);
        // Nobody is asked for a key that the token names by its address.
        product.Second.Requests.GetValueOrDefault("/jwks").ShouldBeLessThanOrEqualTo(1);
        product.Second.Requests.GetValueOrDefault("/cert").ShouldBe(0);
    }

    [Fact]
    public async Task What_is_right_in_another_way_is_taken()
    {
        Action<BentToken>[] right =
        [
            t => Several(t, "rupaya-bent"),
            t => t.Header.Remove("typ"),
            t => t.Header.Remove("kid"),
            t => t.Claims.Remove("at_hash"),
            t => t.Claims["iat"] = Now - 500,
            t => Sign(t, "PS256", d => product.Bent.Key.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        ];
        foreach (var bend in right)
        {
            product.Bent.Bend = bend;
            (await product.SignInAsync("bent", product.Bent, Person.New())).Ok();
        }
        product.Bent.Bend = null;
    }

    [Fact]
    public async Task What_is_no_token_is_refused()
    {
        foreach (var text in new[] { "", "a", "a.b", "a.b.c", "e30.e30.", new string('a', 20_000), "eyJhbGciOiJSUzI1NiJ9.bnVsbA.AA" })
        {
            product.Bent.Instead = context => WriteAsync(context, text);
            var flow = await product.StartAsync("bent");
            (await flow.FragmentAsync(product.Bent, Person.New())).ShouldBe("error=provider_error");
            product.Bent.Instead = null;
        }
    }

    [Fact]
    public async Task A_claim_that_is_said_twice_is_said_wrong()
    {
        product.Bent.Bend = token =>
        {
            var honest = token.Claims.ToJsonString();
            token.Signature = _ => [];
            var payload = honest[..^1] + ",\"sub\":\"somebody-else\"}";
            var signed = $"{Part(token.Header.ToJsonString())}.{Part(payload)}";
            var whole = $"{signed}.{Base64Url.EncodeToString(BentToken.By(product.Bent.Key)(Encoding.ASCII.GetBytes(signed)))}";
            product.Bent.Instead = context => WriteAsync(context, whole);
        };
        var flow = await product.StartAsync("bent");
        var fragment = await flow.FragmentAsync(product.Bent, Person.New());
        (product.Bent.Bend, product.Bent.Instead) = (null, null);
        fragment.ShouldBe("error=provider_error");
    }

    private static async Task<bool> WriteAsync(Microsoft.AspNetCore.Http.HttpContext context, string idToken)
    {
        if (context.Request.Path != "/token")
        {
            return false;
        }
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(new JsonObject { ["id_token"] = idToken }.ToJsonString()));
        return true;
    }

    private static void Sign(BentToken token, string algorithm, Func<byte[], byte[]> signature) =>
        (token.Header["alg"], token.Signature) = (algorithm, signature);

    private static void BringKey(BentToken token, string header, JsonNode value) =>
        (token.Header[header], token.Signature) = (value, BentToken.By(Strangers));

    private static void Several(BentToken token, string party) =>
        (token.Claims["aud"], token.Claims["azp"]) = (new JsonArray("rupaya-bent", "else"), party);

    private static byte[] PublicKey(OidcProduct product) => Encoding.ASCII.GetBytes(product.Bent.Key.ExportSubjectPublicKeyInfoPem());

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private Task<long> RefusalsAsync(string reason) =>
        product.Database.ScalarAsync<long>(
            "select count(*) from audit_log where event = 'oidc.refused' and data::jsonb ->> 'reason' = $1",
            reason
        );
}
