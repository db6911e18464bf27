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
        (await client.PostAsync("sample", new { word = "yes" }))["said"].GetString().ShouldBe("yes");
        (await client.PostAsync("sample", new { word = "perhaps" })).ShouldFail(400, "validation_failed");
        var document = (await client.GetAsync("/openapi/v1.json")).Ok();
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
