using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Security;

namespace Rupaya.Integration.Auth.CompleteOidc;

public sealed class CompleteOidcTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    [Fact]
    public async Task Somebody_new_gets_an_account_without_a_password_and_comes_back_to_it()
    {
        var person = Person.New();
        var first = await product.SignInAsync("bent", product.Bent, person);
        var user = first.Ok().GetProperty("user");
        user.GetProperty("email").GetString().ShouldBe(person.Email);
        user.GetProperty("emailVerified").GetBoolean().ShouldBeTrue();
        user.GetProperty("currency").GetString().ShouldBe("INR");
        var client = product.Host.Client().Take(first);
        (await client.GetAsync("categories")).Ok().GetArrayLength().ShouldBeGreaterThan(10);
        (await product.AuditAsync(client.UserId)).ShouldBe(["user.signed_up", "identity.linked"]);

        var again = await product.SignInAsync("bent", product.Bent, person with { Email = "moved@rupaya.example", Verified = false });
        again.Ok().GetProperty("userId").GetGuid().ShouldBe(client.UserId);
        // The account's address never follows the provider's.
        again["user"].GetProperty("email").GetString().ShouldBe(person.Email);
        (await product.AuditAsync(client.UserId))[^1].ShouldBe("signin.succeeded");

        // No password is right, and that is said as it is to everybody.
        (await client.Another("d").SignInAsync(email: person.Email)).ShouldFail(401, "invalid_credentials");
    }

    [Fact]
    public async Task Somebody_elses_provider_works_alike()
    {
        var flow = await product.StartAsync("openiddict");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var signedIn = await browser.GetAsync(new Uri(flow.Address));
        var answer = Microsoft
            .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(signedIn.Headers.Location!.Query)
            .ToDictionary(p => p.Key, p => (string?)p.Value.ToString(), StringComparer.Ordinal);
        answer.ShouldContainKey("iss");
        var (status, to) = await flow.ReturnAsync(answer);
        status.ShouldBe(303);
        var signedUp = (await flow.CompleteAsync(to!.Split("#ticket=")[1])).Ok();
        signedUp.GetProperty("user").GetProperty("email").GetString().ShouldBe(product.AtOpenIddict.Email);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_unless_the_provider_is_trusted_with_it()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        var setup = (await client.PostAsync("auth/mfa/setup", null)).Ok();
        var secret = setup.GetProperty("secret").GetString()!;
        (await client.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secret, 0) })).Ok();

        product.Bent.Bend = token => token.Claims["amr"] = new System.Text.Json.Nodes.JsonArray("pwd", "otp");
        var halfDone = (await product.SignInAsync("bent", product.Bent, person)).Ok();
        halfDone.GetProperty("mfaRequired").GetBoolean().ShouldBeTrue();
        halfDone.GetProperty("methods").EnumerateArray().Select(m => m.GetString()).ShouldBe(["backup_code", "totp"], ignoreOrder: true);
        var trusted = (await product.SignInAsync("trusted", product.Bent, person)).Ok();
        trusted.TryGetProperty("accessToken", out _).ShouldBeTrue();
        product.Bent.Bend = token => token.Claims["amr"] = new System.Text.Json.Nodes.JsonArray("pwd", "sms");
        (await product.SignInAsync("trusted", product.Bent, person)).Ok().GetProperty("mfaRequired").GetBoolean().ShouldBeTrue();
        product.Bent.Bend = null;

        var mfaToken = halfDone.GetProperty("mfaToken").GetString();
        var code = setup.GetProperty("backupCodes")[0].GetString();
        (await product.Host.Client().PostAsync("auth/mfa/verify", new { token = code, mfaToken })).Ok();
    }

    [Fact]
    public async Task A_banned_account_stays_shut_and_an_erasure_is_cancelled()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        await product.Database.RunAsync($"update users set erase_at = now() + interval '1 day' where user_id = '{client.UserId}'");
        (await product.SignInAsync("bent", product.Bent, person)).Ok();
        (await product.AuditAsync(client.UserId)).ShouldContain("account.erase_cancelled");
        await product.Database.RunAsync($"update users set banned_at = now() where user_id = '{client.UserId}'");
        (await product.SignInAsync("bent", product.Bent, person)).ShouldFail(403, "account_banned");
    }

    [Fact]
    public async Task Where_sign_up_is_off_only_those_with_an_account_come_in()
    {
        var person = Person.New();
        (await product.SignInAsync("closed", product.Bent, person)).ShouldFail(403, "signup_disabled");
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        (await product.SignInAsync("closed", product.Bent, person)).Ok().GetProperty("userId").GetGuid().ShouldBe(client.UserId);
    }

    [Fact]
    public async Task Of_two_sign_ups_at_once_there_is_one_account()
    {
        var person = Person.New();
        var flows = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => product.StartAsync("bent")));
        var tickets = new List<string>();
        foreach (var flow in flows)
        {
            tickets.Add(await flow.TicketAsync(product.Bent, person));
        }
        var replies = await Task.WhenAll(flows.Zip(tickets, (flow, ticket) => flow.CompleteAsync(ticket)));
        replies.Select(r => r.Ok().GetProperty("userId").GetGuid()).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_name_of_the_provider_is_what_a_new_account_is_called()
    {
        product.Bent.Bend = token => token.Claims["name"] = "Ravi Kumar";
        var signedUp = (await product.SignInAsync("bent", product.Bent, Person.New())).Ok();
        product.Bent.Bend = null;
        signedUp.GetProperty("user").GetProperty("name").GetString().ShouldBe("Ravi Kumar");
    }

    [Fact]
    public async Task Claims_as_Cognito_writes_them_are_understood()
    {
        product.Bent.Bend = token =>
        {
            token.Claims["email_verified"] = "true";
            token.Claims["cognito:username"] = "someone-else";
            token.Claims["token_use"] = "id";
            token.Claims["origin_jti"] = Guid.CreateVersion7().ToString();
        };
        var person = Person.New();
        var signedUp = (await product.SignInAsync("bent", product.Bent, person)).Ok();
        product.Bent.Bend = null;
        signedUp.GetProperty("user").GetProperty("email").GetString().ShouldBe(person.Email);
    }
}
