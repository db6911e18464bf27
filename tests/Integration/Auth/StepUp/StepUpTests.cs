using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Security;

namespace Rupaya.Integration.Auth.StepUp;

/// <summary>I27: what a stolen access token of an old session may not do, and how its owner may.</summary>
public sealed class StepUpTests(Product product) : IClassFixture<Product>
{
    private static readonly string[] Read = ["read"];

    private static Task<Reply> GraveAsync(Client client) => client.PostAsync("user/tokens", new { name = "A", scopes = Read });

    private static Task<Reply> StepUpAsync(Client client, object proof) => client.PostAsync("auth/step-up", proof);

    private async Task<(Client Person, string Secret, List<string> Backup)> WithTwoStepsAsync()
    {
        var person = await product.VerifiedAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var secret = setup.GetProperty("secret").GetString()!;
        (await person.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secret, -1) })).Ok();
        return (person, secret, [.. setup.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!)]);
    }

    [Fact]
    public async Task Ten_minutes_after_the_sign_in_something_grave_needs_a_proof()
    {
        var person = await product.VerifiedAsync();
        await product.AgeAsync(person, "595 seconds");
        (await GraveAsync(person)).Ok();
        await product.AgeAsync(person, "6 seconds");
        var refused = await GraveAsync(person);
        refused.ShouldFail(403, "step_up_required");
        refused["methods"].EnumerateArray().Select(m => m.GetString()).ShouldBe(["password"]);
        refused["maxAge"].GetInt32().ShouldBe(600);
        refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"insufficient_user_authentication\", max_age=600");

        var state = (await StepUpAsync(person, new { password = Client.Password })).Ok();
        state.GetProperty("validUntil").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(9));
        state.GetProperty("methods").EnumerateArray().Select(m => m.GetString()).ShouldBe(["password"]);
        (await GraveAsync(person)).Ok();
        (await product.AuditAsync(person.UserId)).ShouldContain("stepup");
    }

    [Fact]
    public async Task A_session_of_the_release_before_has_shown_nothing()
    {
        var person = await product.VerifiedAsync();
        await product.Database.RunAsync($"update sessions set authenticated_at = null, methods = '{{}}' where user_id = '{person.UserId}'");
        (await GraveAsync(person)).ShouldFail(403, "step_up_required");
        (await person.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task The_proof_of_another_session_is_not_this_ones()
    {
        var person = await product.VerifiedAsync();
        await product.AgeAsync(person);
        var other = person.Another("laptop");
        (await other.SignInAsync()).Ok();
        (await GraveAsync(person)).ShouldFail(403, "step_up_required");
        (await StepUpAsync(other, new { password = Client.Password })).Ok();
        (await GraveAsync(person)).ShouldFail(403, "step_up_required");
        (await GraveAsync(other)).Ok();
    }

    [Fact]
    public async Task A_wrong_password_counts_and_locks_and_what_is_no_proof_is_named()
    {
        var person = await product.VerifiedAsync();
        (await StepUpAsync(person, new { })).Fields.ShouldBe(["password"]);
        (await StepUpAsync(person, new { token = "123456" })).ShouldFail(409, "mfa_not_set_up");
        for (var i = 0; i < 5; i++)
        {
            (await StepUpAsync(person, new { password = "WrongPass123!" })).ShouldFail(403, "wrong_password");
        }
        (await StepUpAsync(person, new { password = Client.Password })).ShouldFail(423, "account_locked");
    }

    [Fact]
    public async Task With_two_steps_a_password_is_only_a_part()
    {
        var (person, secret, backup) = await WithTwoStepsAsync();
        // A session that was opened with both factors.
        var laptop = person.Another("laptop");
        var mfaToken = (await laptop.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        laptop.Take(await laptop.PostAsync("auth/mfa/verify", new { token = backup[0], mfaToken }));
        (await GraveAsync(laptop)).Ok();
        await product.AgeAsync(person);

        (await StepUpAsync(laptop, new { password = Client.Password }))
            .Ok()
            .GetProperty("validUntil")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await GraveAsync(laptop)).ShouldFail(403, "step_up_required");
        (await StepUpAsync(laptop, new { token = "000000" })).ShouldFail(403, "invalid_code");
        var code = SecondFactorTests.Code(secret, 0);
        (await StepUpAsync(laptop, new { token = code })).Ok();
        (await GraveAsync(laptop)).Ok();
        await product.AgeAsync(person);
        (await StepUpAsync(laptop, new { token = code })).ShouldFail(403, "invalid_code");
        (await StepUpAsync(laptop, new { token = backup[1] })).Ok();
        (await GraveAsync(laptop)).Ok();
    }

    /// <summary>Whoever holds an access token can set up a second factor of their own; it must not become a key to everything.</summary>
    [Fact]
    public async Task A_second_factor_that_this_session_set_up_does_not_suffice_alone()
    {
        var person = await product.VerifiedAsync();
        await product.AgeAsync(person);
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        (await StepUpAsync(person, new { token = SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0) })).ShouldFail(
            409,
            "mfa_not_set_up"
        );
        var code = SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0);
        (await person.PostAsync("auth/mfa/verify", new { token = code })).Ok();
        (await GraveAsync(person)).ShouldFail(403, "step_up_required");
        (await StepUpAsync(person, new { token = setup.GetProperty("backupCodes")[0].GetString() })).Ok();
        (await GraveAsync(person)).ShouldFail(403, "step_up_required");
        (await StepUpAsync(person, new { password = Client.Password })).Ok();
        (await GraveAsync(person)).Ok();
    }

    [Fact]
    public async Task What_needed_a_password_takes_a_step_up_instead()
    {
        var person = await product.VerifiedAsync();
        (await person.PostAsync("auth/change-password", new { newPassword = "SecurePass456!" })).Ok();
        (await person.DeleteAsync("user/account", new { })).Fields.ShouldBe(["password"]);
        await product.AgeAsync(person);
        (await person.PostAsync("auth/change-password", new { newPassword = "SecurePass789!" })).ShouldFail(403, "step_up_required");
        (await person.DeleteAsync("user/account", new { })).ShouldFail(403, "step_up_required");
        (await person.GetAsync("user/export")).ShouldFail(403, "step_up_required");
        (await StepUpAsync(person, new { password = "SecurePass456!" })).Ok();
        ((int)(await person.DeleteAsync("user/account", new { })).Status).ShouldBe(202);
        (await person.GetAsync("accounts")).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Two_step_sign_in_goes_off_after_a_step_up()
    {
        var (person, secret, _) = await WithTwoStepsAsync();
        await product.AgeAsync(person);
        (await person.PostAsync("auth/mfa/disable", new { })).ShouldFail(403, "step_up_required");
        (await StepUpAsync(person, new { password = Client.Password })).Ok();
        (await StepUpAsync(person, new { token = SecondFactorTests.Code(secret, 0) })).Ok();
        ((int)(await person.PostAsync("auth/mfa/disable", new { })).Status).ShouldBe(204);
        (await person.GetAsync("user/profile")).Ok().GetProperty("mfaEnabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Administrators_need_two_steps_and_a_fresh_proof_for_what_they_write()
    {
        await using var api = await TestHost.StartAsync(
            "serve",
            product.Database.App,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Security:AdminsNeedMfa"] = "true" }
        );
        var (admin, secret, backup) = await WithTwoStepsAsync();
        await product.Database.RunAsync($"update users set role = 'admin' where user_id = '{admin.UserId}'");
        var plain = await product.AdminAsync();
        var (strict, victim) = (plain.Another("x", api.Address), await product.SignedUpAsync());
        strict.Token = plain.Token;
        (await strict.GetAsync("admin/users")).ShouldFail(403, "mfa_required");
        (await product.AuditAsync(plain.UserId))[^1].ShouldBe("admin.refused");

        strict.Token = admin.Token;
        (await strict.GetAsync("admin/users")).Ok();
        await product.AgeAsync(admin);
        (await strict.PostAsync($"admin/users/{victim.UserId}/ban", null)).ShouldFail(403, "step_up_required");
        (await strict.PostAsync("auth/step-up", new { password = Client.Password })).Ok();
        (await strict.PostAsync("auth/step-up", new { token = backup[0] })).Ok();
        (await strict.PostAsync($"admin/users/{victim.UserId}/ban", null)).Ok();
        await product.AgeAsync(admin);
        (await strict.PostAsync($"admin/users/{victim.UserId}/unban", null)).ShouldFail(403, "step_up_required");
        (await strict.GetAsync("admin/users")).Ok();
        secret.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing_to_prove()
    {
        (await StepUpAsync(product.Client(), new { password = Client.Password })).ShouldFail(401, "invalid_token");
        var person = await product.VerifiedAsync();
        (await person.PostAsync("auth/signout", null)).Ok();
        (await StepUpAsync(person, new { password = Client.Password })).ShouldFail(401, "invalid_token");
        (await GraveAsync(person)).ShouldFail(401, "invalid_token");
    }
}
