using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Admin.ListAuditLogs;

public sealed class ListAuditLogsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Rows_are_readable_filtered_and_walked_page_by_page()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        for (var i = 0; i < 4; i++)
        {
            (await user.PutAsync("user/profile", new { name = $"N{i}" })).Ok();
        }
        (await user.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        var seen = new List<long>();
        var path = $"/api/v1/admin/audit-logs?userId={user.UserId}&limit=2";
        while (path is not null)
        {
            var page = await admin.GetAsync(path);
            seen.AddRange(page.Ok().EnumerateArray().Select(r => r.GetProperty("n").GetInt64()));
            path = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        seen.ShouldBe([6, 5, 4, 3, 2, 1]);
        var failed = (await admin.GetAsync($"admin/audit-logs?userId={user.UserId}&event=signin.failed")).Ok()[0];
        failed.GetProperty("personal").GetProperty("ip").GetString().ShouldBe("127.0.0.1");
        failed.GetProperty("hash").GetString()!.Length.ShouldBe(64);
        failed.GetProperty("actorId").GetGuid().ShouldBe(user.UserId);
        // Reading it is in it.
        (await admin.GetAsync($"admin/audit-logs?userId={admin.UserId}&limit=1"))
            .Ok()[0]
            .GetProperty("data")
            .GetProperty("call")
            .GetString()
            .ShouldBe("ListAuditLogs");
    }

    [Fact]
    public async Task What_is_personal_is_gone_with_its_key()
    {
        var (admin, user) = (await product.AdminAsync(), await product.SignedUpAsync());
        await product.Database.RunAsync($"delete from user_keys where user_id = '{user.UserId}'");
        var row = (await admin.GetAsync($"admin/audit-logs?userId={user.UserId}")).Ok()[0];
        row.GetProperty("event").GetString().ShouldBe("user.signed_up");
        row.GetProperty("personal").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=999999999999999999999_x_1", "cursor")]
    public async Task A_wrong_query_is_named(string query, string field) =>
        (await (await product.AdminAsync()).GetAsync($"admin/audit-logs?{query}")).Fields.ShouldBe([field]);

    [Fact]
    public async Task Of_a_call_that_is_in_it_whose_id_was_asked_for_is_kept_and_nothing_else()
    {
        var admin = await product.AdminAsync();
        var users = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        (await admin.GetAsync($"admin/audit-logs?userId={users[0]}")).Ok();
        ((int)(await admin.PostAsync($"admin/users/{users[1]}/ban", null)).Status).ShouldBe(404);
        ((int)(await admin.GetAsync("admin/audit-logs?userId=asha@example.org")).Status).ShouldBe(400);
        (await admin.GetAsync("admin/users")).Ok();
        var data = await product.Database.ScalarAsync<string[]>(
            "select array_agg(coalesce(data::jsonb ->> 'userId', '') order by n) from audit_log where subject_id = $1 and event = 'admin.call'",
            admin.UserId
        );
        data.ShouldBe([$"{users[0]}", $"{users[1]}", "", ""]);
    }

    [Fact]
    public async Task Users_see_none() => (await (await product.SignedUpAsync()).GetAsync("admin/audit-logs")).ShouldFail(403, "forbidden");
}
