using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.ListMembers;

public sealed class ListMembersTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Every_member_sees_who_else_does_and_strangers_do_not()
    {
        var owner = await product.SignedUpAsync();
        var viewer = await product.MemberAsync(owner, "viewer");
        var book = await owner.DefaultBookAsync();
        var members = (await viewer.GetAsync($"books/{book}/members")).Ok();
        members
            .EnumerateArray()
            .Select(m => (m.GetProperty("email").GetString(), m.GetProperty("role").GetString()))
            .ShouldBe([(owner.Email, "owner"), (viewer.Email, "viewer")]);
        (await (await product.SignedUpAsync()).GetAsync($"books/{book}/members")).ShouldFail(404, "not_found");
    }
}
