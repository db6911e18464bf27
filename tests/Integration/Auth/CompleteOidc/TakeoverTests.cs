using System.Diagnostics;
using System.Text.Json.Nodes;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.CompleteOidc;

/// <summary>Attacks that want another's account, or want another into theirs.</summary>
public abstract class TakeoverTests(OidcProduct product)
{
    [Fact]
    public async Task I1_a_verified_address_does_not_open_the_account_that_has_it()
    {
        var victim = await product.VerifiedAsync();
        var attacker = Person.New(victim.Email.ToUpperInvariant());
        var reply = (await product.SignInAsync("bent", product.Bent, attacker)).Ok();
        reply.GetProperty("linkRequired").GetBoolean().ShouldBeTrue();
        reply.GetProperty("methods").EnumerateArray().Select(m => m.GetString()).ShouldBe(["password"]);
        reply.TryGetProperty("accessToken", out _).ShouldBeFalse();
        var linkToken = reply.GetProperty("linkToken").GetString();
        var own = await product.VerifiedAsync();
        (await own.PostAsync("user/identities", new { linkToken })).ShouldFail(403, "wrong_account");
        // And it is still asked for: nothing was linked.
        (await product.SignInAsync("bent", product.Bent, attacker))
            .Ok()
            .GetProperty("linkRequired")
            .GetBoolean()
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData("false")]
    [InlineData("TRUE")]
    [InlineData("True")]
    [InlineData(1)]
    [InlineData("1")]
    [InlineData("")]
    public async Task I2_an_address_that_is_not_verified_is_no_address(object? verified)
    {
        var known = await product.VerifiedAsync();
        var ofKnown = await product.SignInAsync("bent", product.Bent, Person.New(known.Email) with { Verified = verified });
        var ofUnknown = await product.SignInAsync("bent", product.Bent, Person.New() with { Verified = verified });
        ofKnown.ShouldFail(403, "provider_email_unverified");
        ofUnknown.ShouldFail(403, "provider_email_unverified");
        ofKnown["detail"].GetString().ShouldBe(ofUnknown["detail"].GetString());
        (await product.SignInAsync("bent", product.Bent, Person.New() with { Email = null })).ShouldFail(403, "provider_email_unverified");
        (await product.SignInAsync("bent", product.Bent, Person.New("nobody at all"))).ShouldFail(403, "provider_email_unverified");
    }

    [Fact]
    public async Task I2_known_and_unknown_addresses_take_the_same_time()
    {
        var known = (await product.VerifiedAsync()).Email;
        var (ofKnown, ofUnknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < 20; i++)
        {
            ofKnown.Add(await TimeAsync(known));
            ofUnknown.Add(await TimeAsync(null));
        }
        // Nothing is looked up between the two: what is left is noise, which on a busy machine is large.
        (Median(ofKnown) / Median(ofUnknown)).ShouldBeInRange(0.5, 2);

        async Task<double> TimeAsync(string? email)
        {
            var flow = await product.StartAsync("bent");
            var ticket = await flow.TicketAsync(product.Bent, Person.New(email) with { Verified = false });
            var began = Stopwatch.GetTimestamp();
            await flow.CompleteAsync(ticket);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }

    [Theory]
    [InlineData("preferred_username")]
    [InlineData("name")]
    [InlineData("upn")]
    [InlineData("unique_name")]
    [InlineData("emails")]
    public async Task I3_no_other_claim_says_who_it_is(string claim)
    {
        var victim = await product.VerifiedAsync();
        product.Bent.Bend = token => token.Claims[claim] = victim.Email;
        var signedUp = (await product.SignInAsync("bent", product.Bent, Person.New())).Ok();
        product.Bent.Bend = null;
        signedUp.GetProperty("userId").GetGuid().ShouldNotBe(victim.UserId);
    }

    [Fact]
    public async Task I5_one_subject_of_two_issuers_is_two_people()
    {
        var atBent = Person.New();
        var atSecond = atBent with { Email = Person.New().Email };
        var one = await product.SignedUpAsync("bent", product.Bent, atBent);
        var other = await product.SignedUpAsync("second", product.Second, atSecond);
        other.UserId.ShouldNotBe(one.UserId);
        (await product.SignInAsync("second", product.Second, atSecond)).Ok().GetProperty("userId").GetGuid().ShouldBe(other.UserId);
        // With the first one's address as well: it is their own account that has to let them in.
        var third = atBent with
        {
            Subject = Person.New().Subject,
        };
        (await product.SignInAsync("second", product.Second, third)).Ok().GetProperty("linkRequired").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task I8_a_ticket_is_worth_nothing_without_its_secret_and_burnt_by_the_first_try()
    {
        var attackers = await product.StartAsync("bent");
        var ticket = await attackers.TicketAsync(product.Bent, Person.New());
        // The victim's app has a secret of its own.
        var victims = await product.StartAsync("bent");
        (await victims.CompleteAsync(ticket)).ShouldFail(401, "invalid_ticket");
        (await attackers.CompleteAsync(ticket)).ShouldFail(401, "invalid_ticket");
    }

    [Fact]
    public async Task I9_who_sends_a_flow_to_somebody_gets_nothing_from_it()
    {
        var attackers = await product.StartAsync("bent");
        var ticket = await attackers.TicketAsync(product.Bent, Person.New());
        // The ticket is in the victim's browser; with the secret alone there is nothing to ask.
        (await attackers.CompleteAsync("")).Fields.ShouldBe(["ticket"]);
        (await attackers.CompleteAsync(attackers.Secret)).ShouldFail(401, "invalid_ticket");
        ticket.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task I12_a_ticket_is_good_once_for_a_minute_and_for_what_it_was_begun_for()
    {
        var flow = await product.StartAsync("bent");
        var ticket = await flow.TicketAsync(product.Bent, Person.New());
        var twins = await Task.WhenAll(flow.CompleteAsync(ticket), flow.CompleteAsync(ticket));
        twins.Count(t => (int)t.Status == 200).ShouldBe(1);
        twins.Count(t => t.Code == "invalid_ticket").ShouldBe(1);

        var late = await product.StartAsync("bent");
        var lateTicket = await late.TicketAsync(product.Bent, Person.New());
        await product.Database.RunAsync("update oidc_flows set ticket_expires_at = now() where used_at is null and purpose = 'signin'");
        (await late.CompleteAsync(lateTicket)).ShouldFail(401, "invalid_ticket");

        var linking = await product.StartAsync("bent", await product.VerifiedAsync(), "link");
        (await linking.CompleteAsync(product.Bent, Person.New())).ShouldFail(401, "invalid_ticket");
        (await linking.CompleteAsync(Flipped(ticket))).ShouldFail(401, "invalid_ticket");
        // A state, which every browser sees, is no ticket.
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(late.Address).Query)["state"].ToString();
        (await late.CompleteAsync(state)).ShouldFail(401, "invalid_ticket");
    }

    [Fact]
    public async Task I19_an_identity_stays_with_its_issuer_whatever_the_provider_is_called()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        // "bent" is another issuer now, and its own is called "renamed".
        var settings = product.Settings();
        settings["Oidc:Providers:bent:Authority"] = product.Second.Issuer;
        settings = settings.And(OidcProduct.Provider("renamed", product.Bent.Issuer));
        await using var host = await TestHost.StartAsync("serve", product.Database.App, settings);
        (await SignInAsync(host, "renamed", product.Bent, person)).Ok().GetProperty("userId").GetGuid().ShouldBe(client.UserId);
        var elsewhere = (await SignInAsync(host, "bent", product.Second, person)).Ok();
        elsewhere.GetProperty("linkRequired").GetBoolean().ShouldBeTrue();
        var methods = elsewhere.GetProperty("methods").EnumerateArray().Select(m => m.GetString()).ToList();
        methods.Count.ShouldBe(1);
        methods.ShouldNotContain("bent");
    }

    private async Task<Reply> SignInAsync(TestHost host, string provider, BentProvider at, Person person) =>
        await (await product.StartAsync(provider, host.Client())).CompleteAsync(at, person);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Flipped(string token) => token[..^1] + (token[^1] == 'A' ? 'B' : 'A');
}

public sealed class EmbeddedTakeoverTests(OidcProduct product) : TakeoverTests(product), IClassFixture<OidcProduct>;

public sealed class FullTakeoverTests(FullOidcProduct product) : TakeoverTests(product), IClassFixture<FullOidcProduct>;
