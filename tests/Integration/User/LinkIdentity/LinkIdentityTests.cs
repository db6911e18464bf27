using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.LinkIdentity;

public abstract class LinkIdentityTests(OidcProduct product)
{
    [Fact]
    public async Task Who_signs_in_to_the_account_links_what_was_offered_and_is_told()
    {
        var owner = await product.VerifiedAsync();
        var person = Person.New(owner.Email);
        var linkToken = await OfferAsync(person);
        var linked = await owner.PostAsync("user/identities", new { linkToken });
        linked.Ok().GetProperty("provider").GetString().ShouldBe("bent");
        linked["email"].GetString().ShouldBe(owner.Email);
        ((int)linked.Status).ShouldBe(201);
        (await product.AuditAsync(owner.UserId)).ShouldContain("identity.linked");
        (await product.Mail.WaitAsync(owner.Email, "Another way to sign in")).ShouldContain("bent");
        (await product.SignInAsync("bent", product.Bent, person)).Ok().GetProperty("userId").GetGuid().ShouldBe(owner.UserId);
        (await owner.PostAsync("user/identities", new { linkToken })).ShouldFail(400, "invalid_ticket");
    }

    [Fact]
    public async Task A_signed_in_user_links_an_identity_whatever_its_address_is()
    {
        var owner = await product.VerifiedAsync();
        var person = Person.New() with { Verified = false };
        var (flow, ticket) = await TicketAsync(owner, person);
        (await LinkAsync(owner, flow, ticket)).Ok().GetProperty("email").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await product.SignInAsync("bent", product.Bent, person)).Ok().GetProperty("userId").GetGuid().ShouldBe(owner.UserId);
        var (again, second) = await TicketAsync(owner, Person.New());
        (await LinkAsync(owner, again, second)).ShouldFail(409, "provider_linked");
    }

    [Fact]
    public async Task An_identity_opens_one_account()
    {
        var person = Person.New();
        await product.SignedUpAsync("bent", product.Bent, person);
        var other = await product.VerifiedAsync();
        var (flow, ticket) = await TicketAsync(other, person);
        (await LinkAsync(other, flow, ticket)).ShouldFail(409, "identity_taken");
    }

    [Fact]
    public async Task I12_what_links_counts_once_and_for_whom_it_was_made()
    {
        var (owner, stranger) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var linkToken = await OfferAsync(Person.New(owner.Email));
        (await stranger.PostAsync("user/identities", new { linkToken })).ShouldFail(403, "wrong_account");
        var twins = await Task.WhenAll(
            owner.PostAsync("user/identities", new { linkToken }),
            owner.PostAsync("user/identities", new { linkToken })
        );
        twins.Count(t => (int)t.Status == 201).ShouldBe(1);
        twins.Count(t => t.Code is "invalid_ticket").ShouldBe(1);

        var (flow, ticket) = await TicketAsync(stranger, Person.New());
        (await LinkAsync(owner, flow, ticket)).ShouldFail(403, "wrong_account");
        (await LinkAsync(stranger, flow, ticket)).ShouldFail(400, "invalid_ticket");

        var late = await OfferAsync(Person.New(stranger.Email));
        await product.Database.RunAsync("update oidc_flows set ticket_expires_at = now() where purpose = 'offer' and used_at is null");
        (await stranger.PostAsync("user/identities", new { linkToken = late })).ShouldFail(400, "invalid_ticket");
        (await stranger.PostAsync("user/identities", new { linkToken = "nonsense" })).ShouldFail(400, "invalid_ticket");
        (await stranger.PostAsync("user/identities", new { })).Fields.ShouldBe(["linkToken"]);
        (await stranger.PostAsync("user/identities", new { ticket = "a" })).Fields.ShouldBe(["linkToken"]);
    }

    [Fact]
    public async Task A_session_of_the_same_user_that_did_not_ask_gets_nothing()
    {
        var owner = await product.VerifiedAsync();
        var (flow, ticket) = await TicketAsync(owner, Person.New());
        var elsewhere = owner.Another("laptop");
        (await elsewhere.SignInAsync()).Ok();
        (await LinkAsync(elsewhere, flow, ticket)).ShouldFail(403, "wrong_account");
    }

    [Fact]
    public async Task A_ticket_that_was_begun_to_sign_in_links_nothing()
    {
        var owner = await product.VerifiedAsync();
        var flow = await product.StartAsync("bent");
        var ticket = await flow.TicketAsync(product.Bent, Person.New());
        (await LinkAsync(owner, flow, ticket)).ShouldFail(400, "invalid_ticket");
    }

    [Fact]
    public async Task I4_nobody_links_to_an_address_that_was_never_verified()
    {
        var squatter = await product.Host.Client().SignUpAsync();
        var linkToken = await OfferAsync(Person.New(squatter.Email));
        (await squatter.PostAsync("user/identities", new { linkToken })).ShouldFail(403, "email_unverified");
    }

    [Fact]
    public async Task Linking_is_grave()
    {
        var owner = await product.VerifiedAsync();
        var linkToken = await OfferAsync(Person.New(owner.Email));
        await product.Database.RunAsync(
            $"update sessions set authenticated_at = now() - interval '11 minutes' where user_id = '{owner.UserId}'"
        );
        (await owner.PostAsync("user/identities", new { linkToken })).ShouldFail(403, "step_up_required");
        (await product.Host.Client().PostAsync("user/identities", new { linkToken })).ShouldFail(401, "invalid_token");
    }

    private async Task<string> OfferAsync(Person person) =>
        (await product.SignInAsync("bent", product.Bent, person)).Ok().GetProperty("linkToken").GetString()!;

    private async Task<(OidcFlow Flow, string Ticket)> TicketAsync(Client client, Person person)
    {
        var flow = await product.StartAsync("bent", client, "link");
        return (flow, await flow.TicketAsync(product.Bent, person));
    }

    private static Task<Reply> LinkAsync(Client client, OidcFlow flow, string ticket) =>
        client.PostAsync("user/identities", new { ticket, secret = flow.Secret });
}

public sealed class EmbeddedLinkIdentityTests(OidcProduct product) : LinkIdentityTests(product), IClassFixture<OidcProduct>;

public sealed class FullLinkIdentityTests(FullOidcProduct product) : LinkIdentityTests(product), IClassFixture<FullOidcProduct>;
