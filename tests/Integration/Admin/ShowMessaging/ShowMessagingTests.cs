using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Admin.ShowMessaging;

public abstract class ShowMessagingTests(Deployment product)
{
    private protected abstract string Transport { get; }

    [Fact]
    public async Task Outbox_queues_and_projections_are_shown()
    {
        var admin = await product.AdminAsync();
        var state = await Wait.ForAsync(
            async () => (await admin.GetAsync("admin/operations/messaging")).Ok(),
            s => s.GetProperty("queues").GetArrayLength() > 0 && s.GetProperty("outbox").GetProperty("pending").GetInt64() == 0
        );
        state.GetProperty("transport").GetString().ShouldBe(Transport);
        state.GetProperty("brokerReachable").GetBoolean().ShouldBeTrue();
        state.GetProperty("outbox").GetProperty("dead").GetInt64().ShouldBe(0);
        state.GetProperty("outbox").GetProperty("oldestAgeSeconds").GetDouble().ShouldBe(0);
        var queue = state.GetProperty("queues").EnumerateArray().Single(q => q.GetProperty("name").GetString() == "rupaya.project-ledger");
        foreach (var count in new[] { "ready", "unacked", "consumers", "deadLettered" })
        {
            queue.GetProperty(count).GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        }
        state.GetProperty("projections").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["search", "totals"]);
        state.GetProperty("projections")[1].GetProperty("maxLag").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        (await product.AuditAsync(admin.UserId)).ShouldContain("admin.call");
    }

    [Fact]
    public async Task Nobody_else_sees_them() =>
        (await (await product.SignedUpAsync()).GetAsync("admin/operations/messaging")).ShouldFail(403, "forbidden");

    [Fact]
    public async Task The_command_shows_the_same_without_the_API()
    {
        var (code, output) = await ProductProcess.RunAsync(["queues", "--once"], product.Settings);
        code.ShouldBe(0, output);
        output.ShouldContain($"transport {Transport}");
        output.ShouldContain("rupaya.send-account-mail");
    }
}

[Collection(Security.Embedded.Name)]
public sealed class EmbeddedShowMessagingTests(EmbeddedDeployment product) : ShowMessagingTests(product)
{
    private protected override string Transport => "InProcess";
}

[Collection(Security.Full.Name)]
public sealed class FullShowMessagingTests(FullDeployment product) : ShowMessagingTests(product)
{
    private protected override string Transport => "RabbitMq";
}
