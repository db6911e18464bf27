using System.Text.Json.Nodes;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.SignInWithIdToken;

public abstract class SignInWithIdTokenTests(OidcProduct product)
{
    [Fact]
    public async Task A_token_that_repeats_the_flows_nonce_signs_in()
    {
        var person = Person.New();
        var (flow, nonce) = await StartAsync();
        var first = await TokenAsync("bent", product.Bent.TokenFor(person, "rupaya-bent", nonce), flow);
        first.Ok().GetProperty("user").GetProperty("email").GetString().ShouldBe(person.Email);
        (flow, nonce) = await StartAsync();
        var again = await TokenAsync("bent", product.Bent.TokenFor(person, "rupaya-bent", nonce), flow);
        again.Ok().GetProperty("userId").GetGuid().ShouldBe(first["userId"].GetGuid());
    }

    [Fact]
    public async Task Where_the_operator_says_so_no_nonce_is_needed()
    {
        var person = Person.New();
        (await TokenAsync("loose", product.Bent.TokenFor(person, "android", nonce: null))).Ok();
        (await TokenAsync("loose", product.Bent.TokenFor(person, "ios", "whatever"))).Ok();
        (await TokenAsync("bent", product.Bent.TokenFor(person, "rupaya-bent", nonce: null))).ShouldFail(401, "invalid_ticket");
        (await TokenAsync("nobody", product.Bent.TokenFor(person, "android", nonce: null))).ShouldFail(404, "unknown_provider");
    }

    [Fact]
    public async Task I15_a_token_of_another_app_is_refused()
    {
        var person = Person.New();
        foreach (var audience in new[] { "rupaya-loose", "rupaya-bent", "another-app", "" })
        {
            (await TokenAsync("loose", product.Bent.TokenFor(person, audience, nonce: null))).ShouldFail(401, "invalid_ticket");
        }
        var several = product.Bent.TokenFor(
            person,
            "android",
            nonce: null,
            t => (t.Claims["aud"], t.Claims["azp"]) = (new JsonArray("android", "another-app"), "another-app")
        );
        (await TokenAsync("loose", several)).ShouldFail(401, "invalid_ticket");
    }

    [Fact]
    public async Task I15_a_token_counts_once_however_often_it_is_sent()
    {
        var token = product.Bent.TokenFor(Person.New(), "android", nonce: null);
        var twins = await Task.WhenAll(TokenAsync("loose", token), TokenAsync("loose", token));
        twins.Count(t => (int)t.Status == 200).ShouldBe(1);
        twins.Count(t => t.Code == "invalid_ticket").ShouldBe(1);
        (await TokenAsync("loose", token)).ShouldFail(401, "invalid_ticket");
    }

    [Fact]
    public async Task I12_a_flow_counts_once_for_its_provider_and_its_token()
    {
        var person = Person.New();
        var (flow, nonce) = await StartAsync();
        (await TokenAsync("bent", product.Bent.TokenFor(person, "rupaya-bent", "another"), flow)).ShouldFail(401, "invalid_ticket");
        (await TokenAsync("bent", product.Bent.TokenFor(person, "rupaya-bent", nonce), flow)).ShouldFail(401, "invalid_ticket");
        (flow, nonce) = await StartAsync();
        (await TokenAsync("closed", product.Bent.TokenFor(person, "rupaya-closed", nonce), flow)).ShouldFail(401, "invalid_ticket");
        var old = product.Bent.TokenFor(person, "rupaya-bent", nonce, t => t.Claims["iat"] = (long)t.Claims["iat"]! - 400);
        (await TokenAsync("bent", old, flow)).ShouldFail(401, "invalid_ticket");
        (await TokenAsync("bent", "nonsense", "nonsense")).ShouldFail(401, "invalid_ticket");
    }

    [Fact]
    public async Task It_answers_as_the_other_way_does()
    {
        var victim = await product.VerifiedAsync();
        var linking = await TokenAsync("loose", product.Bent.TokenFor(Person.New(victim.Email), "android", nonce: null));
        linking.Ok().GetProperty("linkRequired").GetBoolean().ShouldBeTrue();
        (await TokenAsync("loose", product.Bent.TokenFor(Person.New() with { Verified = null }, "android", nonce: null))).ShouldFail(
            403,
            "provider_email_unverified"
        );
        (await TokenAsync("loose", "")).Fields.ShouldBe(["idToken"]);
    }

    private async Task<(string Flow, string Nonce)> StartAsync()
    {
        var started = (await product.Host.Client().PostAsync("auth/oidc/bent/start", new { purpose = "native" })).Ok();
        return (started.GetProperty("flow").GetString()!, started.GetProperty("nonce").GetString()!);
    }

    private Task<Reply> TokenAsync(string provider, string idToken, string? flow = null) =>
        product
            .Host.Client()
            .PostAsync(
                $"auth/oidc/{provider}/token",
                new
                {
                    idToken,
                    flow,
                    deviceId = "phone",
                }
            );
}

public sealed class EmbeddedSignInWithIdTokenTests(OidcProduct product) : SignInWithIdTokenTests(product), IClassFixture<OidcProduct>;

public sealed class FullSignInWithIdTokenTests(FullOidcProduct product) : SignInWithIdTokenTests(product), IClassFixture<FullOidcProduct>;
