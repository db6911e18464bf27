using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.UnlinkIdentity;

public abstract class UnlinkIdentityTests(OidcProduct product)
{
    [Fact]
    public async Task I20_the_last_way_in_stays()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        var first = await IdAsync(client, "bent");
        (await client.DeleteAsync($"user/identities/{first}")).ShouldFail(409, "last_credential");

        var flow = await product.StartAsync("second", client, "link");
        var ticket = await flow.TicketAsync(product.Second, Person.New());
        (await client.PostAsync("user/identities", new { ticket, secret = flow.Secret })).Ok();
        (await client.DeleteAsync($"user/identities/{first}")).Ok();
        (await product.AuditAsync(client.UserId)).ShouldContain("identity.unlinked");
        (await client.DeleteAsync($"user/identities/{await IdAsync(client, "second")}")).ShouldFail(409, "last_credential");
        // It is nobody's now: with its address there is an account to sign in to.
        (await product.SignInAsync("bent", product.Bent, person))
            .Ok()
            .GetProperty("linkRequired")
            .GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task I20_of_two_unlinked_at_once_one_stays()
    {
        var client = await product.SignedUpAsync("bent", product.Bent, Person.New());
        var flow = await product.StartAsync("second", client, "link");
        var ticket = await flow.TicketAsync(product.Second, Person.New());
        (await client.PostAsync("user/identities", new { ticket, secret = flow.Secret })).Ok();
        var (one, other) = (await IdAsync(client, "bent"), await IdAsync(client, "second"));
        var replies = await Task.WhenAll(client.DeleteAsync($"user/identities/{one}"), client.DeleteAsync($"user/identities/{other}"));
        replies.Count(r => (int)r.Status == 204).ShouldBe(1);
        replies.Count(r => r.Code == "last_credential").ShouldBe(1);
    }

    [Fact]
    public async Task With_a_password_every_identity_may_go()
    {
        var owner = await product.VerifiedAsync();
        var flow = await product.StartAsync("bent", owner, "link");
        var ticket = await flow.TicketAsync(product.Bent, Person.New());
        (await owner.PostAsync("user/identities", new { ticket, secret = flow.Secret })).Ok();
        var id = await IdAsync(owner, "bent");
        var stranger = await product.VerifiedAsync();
        (await stranger.DeleteAsync($"user/identities/{id}")).ShouldFail(404, "not_found");
        (await owner.DeleteAsync($"user/identities/{id}")).Ok();
        (await owner.DeleteAsync($"user/identities/{id}")).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task Unlinking_is_grave_and_a_new_sign_in_at_the_provider_is_a_proof()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        var id = await IdAsync(client, "bent");
        await AgeAsync(client);
        var refused = await client.DeleteAsync($"user/identities/{id}");
        refused.ShouldFail(403, "step_up_required");
        refused["methods"].EnumerateArray().Select(m => m.GetString()).ShouldBe(["oidc:bent"]);

        (await ProveAsync(client, person)).Ok().GetProperty("validUntil").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
        (await client.DeleteAsync($"user/identities/{id}")).ShouldFail(409, "last_credential");
    }

    [Fact]
    public async Task I27_only_this_user_and_this_session_and_a_sign_in_of_now_is_a_proof()
    {
        var person = Person.New();
        var client = await product.SignedUpAsync("bent", product.Bent, person);
        (await ProveAsync(client, Person.New())).ShouldFail(403, "wrong_account");

        var flow = await product.StartAsync("bent", client, "stepup");
        var ticket = await flow.TicketAsync(product.Bent, person);
        var other = product.Host.Client().Take(await product.SignInAsync("bent", product.Bent, person));
        (await other.PostAsync("auth/step-up", new { ticket, secret = flow.Secret })).ShouldFail(403, "wrong_account");
        (await client.PostAsync("auth/step-up", new { ticket, secret = flow.Secret })).ShouldFail(400, "invalid_ticket");

        var signin = await product.StartAsync("bent");
        var signinTicket = await signin.TicketAsync(product.Bent, person);
        (await client.PostAsync("auth/step-up", new { ticket = signinTicket, secret = signin.Secret })).ShouldFail(400, "invalid_ticket");

        Action<BentToken>[] old = [t => t.Claims["auth_time"] = (long)t.Claims["iat"]! - 600, t => t.Claims.Remove("auth_time")];
        foreach (var bend in old)
        {
            product.Bent.Bend = bend;
            var stale = await product.StartAsync("bent", client, "stepup");
            (await stale.FragmentAsync(product.Bent, person)).ShouldBe("error=provider_error");
        }
        product.Bent.Bend = null;
    }

    private async Task<Reply> ProveAsync(Client client, Person person)
    {
        var flow = await product.StartAsync("bent", client, "stepup");
        var ticket = await flow.TicketAsync(product.Bent, person);
        return await client.PostAsync("auth/step-up", new { ticket, secret = flow.Secret });
    }

    private Task<int> AgeAsync(Client client) =>
        product.Database.RunAsync(
            $"update sessions set authenticated_at = now() - interval '11 minutes' where user_id = '{client.UserId}'"
        );

    private static async Task<Guid> IdAsync(Client client, string provider) =>
        (await client.GetAsync("user/identities"))
            .Ok()
            .EnumerateArray()
            .Single(i => i.GetProperty("provider").GetString() == provider)
            .GetProperty("identityId")
            .GetGuid();
}

public sealed class EmbeddedUnlinkIdentityTests(OidcProduct product) : UnlinkIdentityTests(product), IClassFixture<OidcProduct>;

public sealed class FullUnlinkIdentityTests(FullOidcProduct product) : UnlinkIdentityTests(product), IClassFixture<FullOidcProduct>;
