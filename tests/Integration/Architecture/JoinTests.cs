using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Architecture;

/// <summary>The slice, effect, alert rule and job of this folder join a host by being there: no list names them.</summary>
public sealed class JoinTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_sample_of_each_joins_by_its_files_alone()
    {
        await using var host = await TestHost.StartAsync("all", product.Database.App, more: typeof(JoinTests).Assembly);
        var client = await host.Client().SignUpAsync();
        var said = await client.PostAsync("sample", new { word = "yes" });
        said["said"].GetString().ShouldBe("yes");
        // It will go, and says so.
        said.Headers.GetValues("Deprecation").Single().ShouldBe("@1793491200");
        said.Headers.GetValues("Sunset").Single().ShouldBe("Wed, 01 Dec 2027 00:00:00 GMT");
        string.Join(", ", said.Headers.GetValues("Link"))
            .ShouldBe("</docs/changes>; rel=\"deprecation\"; type=\"text/html\", </api/v1/>; rel=\"successor-version\"");
        (await host.MetricsAsync()).ShouldContain("rupaya_deprecated_calls_total{operation=\"sample\"} 1");
        (await client.PostAsync("sample", new { word = "perhaps" })).ShouldFail(400, "validation_failed");
        var document = (await client.GetAsync("/openapi/v1.json")).Ok();
        document
            .GetProperty("paths")
            .GetProperty("/api/v1/sample")
            .GetProperty("post")
            .GetProperty("deprecated")
            .GetBoolean()
            .ShouldBeTrue();
        var words = document
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("SampleRequest")
            .GetProperty("properties")
            .GetProperty("word")
            .GetProperty("enum");
        words.EnumerateArray().Select(w => w.GetString()).ShouldBe(["yes", "no"]);

        await client.OpenAccountAsync(opening: 100);
        var seen = Task.WhenAll(SampleSeen.Effect.Task, SampleSeen.Rule.Task, SampleSeen.Job.Task);
        await seen.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
