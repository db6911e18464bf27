using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Admin.ListUsers;

public sealed class ListUsersTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Users_are_found_by_part_of_their_address_and_walked_page_by_page()
    {
        var admin = await product.AdminAsync();
        var mark = Guid.CreateVersion7().ToString("N");
        for (var i = 0; i < 5; i++)
        {
            await product.Client().SignUpAsync(email: $"{mark}-{i}@rupaya.example");
        }
        var seen = new List<string>();
        var path = $"/api/v1/admin/users?q={mark}&limit=2";
        while (path is not null)
        {
            var page = await admin.GetAsync(path);
            seen.AddRange(page.Ok().EnumerateArray().Select(u => u.GetProperty("email").GetString()!));
            path = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        seen.ShouldBe(Enumerable.Range(0, 5).Reverse().Select(i => $"{mark}-{i}@rupaya.example"));
        var user = (await admin.GetAsync($"admin/users?q={mark}-3")).Ok()[0];
        user.GetProperty("role").GetString().ShouldBe("user");
        user.TryGetProperty("passwordHash", out _).ShouldBeFalse();
        user.GetProperty("lastSeenAt").GetString().ShouldNotBeNull();
        (await admin.GetAsync("admin/users?q=%25_%25")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_no_administrator_is_refused_and_both_calls_are_audited()
    {
        var (user, admin) = (await product.SignedUpAsync(), await product.AdminAsync());
        (await user.GetAsync("admin/users")).ShouldFail(403, "forbidden");
        (await admin.GetAsync("admin/users?limit=1")).Ok();
        // Refused before anything of the request is looked at.
        (await user.GetAsync("admin/users?limit=999")).ShouldFail(403, "forbidden");
        (await product.AuditAsync(user.UserId)).ShouldBe(["user.signed_up", "admin.refused", "admin.refused"]);
        (await product.AuditAsync(admin.UserId)).ShouldBe(["user.signed_up", "admin.call"]);
        (await product.Client().GetAsync("admin/users")).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task The_role_in_the_database_decides_not_the_one_in_the_token()
    {
        var admin = await product.AdminAsync();
        (await admin.RefreshAsync()).Ok();
        (await admin.GetAsync("admin/users?limit=1")).Ok();
        await product.Database.RunAsync($"update users set role = 'user' where user_id = '{admin.UserId}'");
        (await admin.GetAsync("admin/users?limit=1")).ShouldFail(403, "forbidden");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=x", "cursor")]
    public async Task A_wrong_query_is_named(string query, string field) =>
        (await (await product.AdminAsync()).GetAsync($"admin/users?{query}")).Fields.ShouldBe([field]);
}
