using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Admin.UnlockUser;

public sealed class UnlockUserTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_lock_after_wrong_passwords_is_lifted()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        for (var i = 0; i < 5; i++)
        {
            (await user.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        }
        (await user.SignInAsync()).ShouldFail(423, "account_locked");
        ((int)(await admin.PostAsync($"admin/users/{user.UserId}/unlock", null)).Status).ShouldBe(204);
        (await user.SignInAsync()).Ok();
        await product.Mail.WaitAsync(user.Email, "was unlocked");
    }

    [Fact]
    public async Task Users_lift_nothing_and_unknown_ones_are_not_found()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        (await user.PostAsync($"admin/users/{user.UserId}/unlock", null)).ShouldFail(403, "forbidden");
        (await admin.PostAsync($"admin/users/{Guid.CreateVersion7()}/unlock", null)).ShouldFail(404, "not_found");
    }
}
