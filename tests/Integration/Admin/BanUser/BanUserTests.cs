using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Admin.BanUser;

public sealed class BanUserTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_banned_user_is_out_at_once_and_stays_out()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        ((int)(await admin.PostAsync($"admin/users/{user.UserId}/ban", null)).Status).ShouldBe(204);
        (await user.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await user.RefreshAsync()).ShouldFail(401, "invalid_token");
        (await user.SignInAsync()).ShouldFail(403, "account_banned");
        // Only who knows the password learns of the ban.
        (await user.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        await product.Mail.WaitAsync(user.Email, "suspended");
        (await admin.PostAsync($"admin/users/{user.UserId}/ban", null)).Ok();
        (await product.AuditAsync(user.UserId)).Count(e => e == "account.banned").ShouldBe(1);
    }

    [Fact]
    public async Task A_sign_in_that_races_the_ban_leaves_no_session()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        var signIns = Enumerable.Range(0, 10).Select(i => user.Another($"d{i}").SignInAsync()).ToList();
        (await admin.PostAsync($"admin/users/{user.UserId}/ban", null)).Ok();
        await Task.WhenAll(signIns);
        (
            await product.Database.ScalarAsync<long>("select count(*) from sessions where user_id = $1 and revoked_at is null", user.UserId)
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_bans_themselves_nobody_unknown_and_no_user_anybody()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        (await admin.PostAsync($"admin/users/{admin.UserId}/ban", null)).ShouldFail(409, "own_account");
        (await admin.PostAsync($"admin/users/{Guid.CreateVersion7()}/ban", null)).ShouldFail(404, "not_found");
        (await user.PostAsync($"admin/users/{admin.UserId}/ban", null)).ShouldFail(403, "forbidden");
        (await admin.GetAsync("accounts")).Ok();
    }
}
