using System.Security.Cryptography;
using Rupaya.Integration.Fixtures;
using Rupaya.Support;

namespace Rupaya.Integration.Web;

public sealed class TraceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clients_trace_goes_on_to_the_statements_of_the_effects_of_what_it_wrote(bool rabbitMq)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        var settings = await SettingsAsync(database, collector, rabbitMq);
        await using var worker = rabbitMq ? await ProductProcess.StartAsync("work", settings) : null;
        await using var api = await ProductProcess.StartAsync(rabbitMq ? "serve" : "all", settings);
        var person = await new Client(api.Address).SignUpAsync();
        var account = await person.OpenAccountAsync();
        var (trace, client) = (Hex(16), Hex(8));
        var expense = new
        {
            accountId = account,
            amount = 5,
            type = "expense",
        };
        (await person.PostAsync("transactions", expense, ("traceparent", $"00-{trace}-{client}-01"))).Ok();

        var spans = new List<OtlpSpan>();
        var all = await Wait.ForAsync(
            () =>
            {
                spans = [.. collector.Spans().Where(s => s.TraceId == trace)];
                return Task.FromResult(
                    string.Join('\n', spans.Select(s => $"{s.Parent} > {s.SpanId} {s.Name} {string.Join(' ', s.Attributes)}"))
                );
            },
            // A span that others stand under is told when it ends, which may be after them.
            _ => Effects(spans).Count >= 5 && Below(spans, "process rupaya.project-ledger").Count > 0 && IsWhole(spans, client)
        );

        var request = spans.Where(s => s.Parent == client).ShouldHaveSingleItem();
        request.Attributes["http.route"].ShouldBe("/api/v1/transactions");
        request.Attributes["http.request.method"].ShouldBe("POST");
        request.Attributes["http.response.status_code"].ShouldBe("201");
        // The door's batches, the outbox, and what follows from it in whatever process runs effects.
        Below(spans, request.Name).Count(s => s.Scope == "Npgsql").ShouldBeGreaterThanOrEqualTo(2);
        Below(spans, request.Name).ShouldContain(s => s.Name.Contains("insert entries", StringComparison.Ordinal), all);
        Below(spans, request.Name).ShouldContain(s => s.Name.StartsWith("publish V1.", StringComparison.Ordinal), all);
        // An effect may publish as well, which has effects of its own.
        var published = spans.FindAll(s => s.Name.StartsWith("publish V1.", StringComparison.Ordinal));
        foreach (var effect in Effects(spans))
        {
            published.ShouldContain(p => p.SpanId == effect.Parent, all);
            (effect.Process == request.Process).ShouldBe(!rabbitMq);
        }
        Below(spans, "process rupaya.project-ledger").ShouldContain(s => s.Name.Contains("book_totals", StringComparison.Ordinal));
        // One trace without gaps, and no text of a statement.
        IsWhole(spans, client).ShouldBeTrue(all);
        spans.ShouldAllBe(s => !s.Attributes.ContainsKey("db.query.text") && !s.Attributes.ContainsKey("db.statement"));
    }

    private static List<OtlpSpan> Effects(List<OtlpSpan> spans) =>
        spans.FindAll(s => s.Name.StartsWith("process rupaya.", StringComparison.Ordinal));

    private static bool IsWhole(List<OtlpSpan> spans, string client) =>
        spans.TrueForAll(s => s.Parent == client || spans.Exists(p => p.SpanId == s.Parent));

    private static List<OtlpSpan> Below(List<OtlpSpan> spans, string name) =>
        spans.FindAll(s => spans.Exists(p => p.Name == name && p.SpanId == s.Parent));

    private static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    private static async Task<Dictionary<string, string?>> SettingsAsync(TestDatabase database, OtlpReceiver collector, bool rabbitMq)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Telemetry:OtlpEndpoint"] = collector.Address,
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            // Alone: in a batch a message has the trace of the first, and is linked to its own.
            ["Messaging:EffectBatch"] = "1",
        };
        return rabbitMq ? settings.And(Settings.RabbitMq(await Servers.NewVirtualHostAsync())) : settings;
    }
}
