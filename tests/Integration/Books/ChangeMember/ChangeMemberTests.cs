using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.ChangeMember;

public sealed class ChangeMemberTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> ChangeAsync(Client client, Guid book, Guid user, string? role) =>
        client.PutAsync($"books/{book}/members/{user}", new { role });

    [Fact]
    public async Task A_viewer_becomes_an_editor_and_may_write()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "viewer");
        var (book, account) = (await owner.DefaultBookAsync(), await owner.OpenAccountAsync());
        (await guest.IncomeAsync(account, 1)).ShouldFail(403, "forbidden");
        ((int)(await ChangeAsync(owner, book, guest.UserId, "editor")).Status).ShouldBe(204);
        (await guest.IncomeAsync(account, 1)).Ok();
        (await product.AuditAsync(guest.UserId)).ShouldContain("book.role_changed");
    }

    [Fact]
    public async Task Handing_over_makes_one_owner_and_the_former_an_editor()
    {
        var owner = await product.SignedUpAsync();
        var (heir, other) = (await product.MemberAsync(owner, "viewer"), await product.MemberAsync(owner, "editor"));
        var book = await owner.DefaultBookAsync();
        // Two at once: there is never more than one owner, and the second comes too late.
        var replies = await Task.WhenAll(ChangeAsync(owner, book, heir.UserId, "owner"), ChangeAsync(owner, book, other.UserId, "owner"));
        replies.Count(r => (int)r.Status == 204).ShouldBe(1);
        replies.Count(r => r.Code == "forbidden").ShouldBe(1);
        var roles = (await owner.GetAsync($"books/{book}/members")).Ok().EnumerateArray().Select(m => m.GetProperty("role").GetString());
        roles.Count(r => r == "owner").ShouldBe(1);
        (await ChangeAsync(owner, book, owner.UserId, "owner")).ShouldFail(403, "forbidden");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Only_the_owner_may_and_not_for_themselves()
    {
        var owner = await product.SignedUpAsync();
        var editor = await product.MemberAsync(owner, "editor");
        var book = await owner.DefaultBookAsync();
        (await ChangeAsync(editor, book, editor.UserId, "owner")).ShouldFail(403, "forbidden");
        (await ChangeAsync(owner, book, owner.UserId, "viewer")).ShouldFail(409, "owner_must_transfer");
        (await ChangeAsync(owner, book, Guid.CreateVersion7(), "viewer")).ShouldFail(404, "not_found");
        (await ChangeAsync(owner, book, editor.UserId, "king")).Fields.ShouldBe(["role"]);
        (await ChangeAsync(owner, book, editor.UserId, null)).Fields.ShouldBe(["role"]);
    }
}
