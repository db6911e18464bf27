using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ReceiveOidcForm;

/// <summary>Apple, as it differs: a form, a token for a secret, a name that comes once and beside the token, and truth as a text.</summary>
public sealed class ReceiveOidcFormTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    [Fact]
    public async Task A_form_is_received_as_an_address_is()
    {
        var flow = await product.StartAsync("apple");
        var asked = QueryHelpers.ParseQuery(new Uri(flow.Address).Query);
        asked["response_mode"].ToString().ShouldBe("form_post");
        asked["scope"].ToString().ShouldBe("openid name email");

        var person = Person.New() with { Verified = "true" };
        var answer = product.Apple.SignIn(flow.Address, person);
        answer["iss"] = null;
        answer["user"] = """{"name":{"firstName":"Asha","lastName":"Rao"},"email":"else@rupaya.example"}""";
        var (status, to) = await flow.ReturnAsync(answer, posts: true);
        status.ShouldBe(303);
        var signedUp = (await flow.CompleteAsync(to!.Split("#ticket=")[1])).Ok().GetProperty("user");
        signedUp.GetProperty("name").GetString().ShouldBe("Asha Rao");
        signedUp.GetProperty("email").GetString().ShouldBe(person.Email);
        signedUp.GetProperty("emailVerified").GetBoolean().ShouldBeTrue();

        var secret = new JsonWebToken(product.Apple.Redeemed["client_secret"]);
        (secret.Alg, secret.Kid, secret.Issuer, secret.Subject).ShouldBe(("ES256", "KEY", "TEAM", "rupaya-apple"));
        secret.Audiences.ShouldBe([product.Apple.Issuer]);
        (secret.ValidTo - secret.IssuedAt).ShouldBe(TimeSpan.FromMinutes(5));
        product.Apple.Redeemed["code_verifier"].Length.ShouldBe(43);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("application/x-www-form-urlencoded", "code=a&state=b&state=c")]
    [InlineData("application/x-www-form-urlencoded", "")]
    public async Task Anything_else_gets_a_page_that_leads_nowhere(string type, string body)
    {
        using var http = new HttpClient { BaseAddress = product.Host.Address };
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var reply = await http.PostAsync(new Uri("/api/v1/auth/oidc/apple/callback", UriKind.Relative), content);
        ((int)reply.StatusCode).ShouldBe(400);
        reply.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }
}
