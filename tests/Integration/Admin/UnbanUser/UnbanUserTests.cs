using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Admin.UnbanUser;

public sealed class UnbanUserTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_ban_is_lifted_and_the_user_hears_of_it()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        (await admin.PostAsync($"admin/users/{user.UserId}/ban", null)).Ok();
        ((int)(await admin.PostAsync($"admin/users/{user.UserId}/unban", null)).Status).ShouldBe(204);
        (await user.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await user.SignInAsync()).Ok();
        (await user.GetAsync("accounts")).Ok();
        await product.Mail.WaitAsync(user.Email, "open again");
    }

    [Fact]
    public async Task Who_is_not_banned_stays_as_they_are_and_users_lift_nothing()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        (await admin.PostAsync($"admin/users/{user.UserId}/unban", null)).Ok();
        (await product.AuditAsync(user.UserId)).ShouldBe(["user.signed_up"]);
        (await user.PostAsync($"admin/users/{user.UserId}/unban", null)).ShouldFail(403, "forbidden");
        (await admin.PostAsync($"admin/users/{Guid.CreateVersion7()}/unban", null)).ShouldFail(404, "not_found");
    }
}
