using System.Security.Cryptography;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.CompleteOidc;

/// <summary>What was begun is in the database: any process goes on with it, and one that dies leaves nothing usable and nothing stuck.</summary>
public sealed class OtherProcessTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    private const string Death = "after_user_commit_before_response:kill:1";

    [Fact]
    public async Task Each_step_may_come_to_another_process()
    {
        await using var second = await TestHost.StartAsync("serve", product.Database.App, product.Settings());
        var flow = await product.StartAsync("bent");
        var ticket = await (flow with { Client = second.Client() }).TicketAsync(product.Bent, Person.New());
        (await flow.CompleteAsync(ticket)).Ok();
    }

    [Fact]
    public async Task A_sign_in_whose_answer_was_lost_is_over_and_the_next_one_succeeds()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings(database);
        await using var alive = await ProductProcess.StartAsync("serve", settings);
        var person = Person.New();
        (await (await FlowAsync(alive)).CompleteAsync(product.Bent, person)).Ok();
        await using var doomed = await DoomedAsync(settings);
        var flow = await FlowAsync(alive);
        var ticket = await flow.TicketAsync(product.Bent, person);
        await Should.ThrowAsync<HttpRequestException>(() => (flow with { Client = new Client(doomed.Address) }).CompleteAsync(ticket));
        (await flow.CompleteAsync(ticket)).ShouldFail(401, "invalid_ticket");
        (await (await FlowAsync(alive)).CompleteAsync(product.Bent, person)).Ok();
        (await database.ScalarAsync<long>("select count(*) from user_identities")).ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_died_with_a_callback_behind_it_is_not_missed()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings(database);
        await using var alive = await ProductProcess.StartAsync("serve", settings);
        OidcFlow flow;
        string ticket;
        await using (var first = await ProductProcess.StartAsync("serve", settings))
        {
            flow = await FlowAsync(first);
            ticket = await flow.TicketAsync(product.Bent, Person.New());
        }
        (await (flow with { Client = new Client(alive.Address) }).CompleteAsync(ticket)).Ok();
    }

    [Fact]
    public async Task A_token_whose_answer_was_lost_is_nobodys_and_can_be_seen_and_ended()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings(database);
        await using var alive = await ProductProcess.StartAsync("serve", settings);
        using var person = new Client(alive.Address);
        person.Take(await (await FlowAsync(alive)).CompleteAsync(product.Bent, Person.New()));
        await using var doomed = await DoomedAsync(settings);
        using var unlucky = new Client(doomed.Address) { Token = person.Token };
        var wanted = new { name = "Lost", scopes = new[] { "read" } };
        await Should.ThrowAsync<HttpRequestException>(() => unlucky.PostAsync("user/tokens", wanted));
        var lost = (await person.GetAsync("user/tokens")).Ok().EnumerateArray().Single();
        lost.GetProperty("lastUsedAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await person.DeleteAsync($"user/tokens/{lost.GetProperty("tokenId").GetGuid()}")).Ok();
        (await person.PostAsync("user/tokens", wanted)).Ok();
    }

    private Dictionary<string, string?> Settings(TestDatabase database) =>
        product
            .Settings()
            .And(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["ConnectionStrings:Postgres"] = database.App,
                    ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                    ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                    ["RateLimits:Enabled"] = "false",
                }
            );

    private static Task<ProductProcess> DoomedAsync(Dictionary<string, string?> settings) =>
        ProductProcess.StartAsync(
            "serve",
            settings.And(new Dictionary<string, string?>(StringComparer.Ordinal) { ["RUPAYA_FAILPOINT"] = Death })
        );

    private Task<OidcFlow> FlowAsync(ProductProcess process) => product.StartAsync("bent", new Client(process.Address));
}
