using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Examples;

/// <summary>The examples of the API document are calls that a household makes here.</summary>
public sealed class ExampleTests(ExampleHost host) : IClassFixture<ExampleHost>
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Names => [.. Chapters.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chapter_gives_the_examples_that_are_kept(string chapter)
    {
        await using var story = new Story(host, chapter);
        await Chapters.Of(chapter).LiveAsync(story, await Household.SettleAsync(story));
        var given = story.Examples.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var file = Chapters.FileOf(chapter);
        if (Environment.GetEnvironmentVariable("RUPAYA_ACCEPT_EXAMPLES") is not null)
        {
            await File.WriteAllTextAsync(file, given, new UTF8Encoding(false));
            return;
        }
        given.ShouldBe(
            File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "",
            $"{file} is not what {chapter}Chapter gives: ./rupaya accept {chapter} takes it over, for review"
        );
    }

    [Fact]
    public void Each_file_has_its_chapter() =>
        Directory.GetFiles(Chapters.Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ShouldBe(Chapters.Names);

    [Fact]
    public async Task Every_operation_has_its_examples_and_every_example_its_operation()
    {
        var document = await DocumentAsync();
        DocumentExamples.Missing(document).ShouldBeEmpty();
        Kept().Except(document.Operations().Select(o => o.Id), StringComparer.Ordinal).ShouldBeEmpty("no such operation any more");
    }

    [Fact]
    public async Task An_operation_without_an_example_is_named_with_what_to_do()
    {
        var document = await DocumentAsync();
        var update = document.Operations().Single(o => o.Id == "updateGoal").Node;
        update["requestBody"]!["content"]!["application/json"]!.AsObject().Remove("examples");
        update["responses"]!["200"]!["content"]!["application/json"]!.AsObject().Remove("examples");
        DocumentExamples
            .Missing(document)
            .ShouldBe([
                "updateGoal has no example of its request (application/json): show a call of it in GoalsChapter, or in a chapter of its own",
                "updateGoal has no example of its answer 200 (application/json): show a call of it in GoalsChapter, or in a chapter of its own",
            ]);
    }

    [Fact]
    public async Task Bodiless_operations_are_lived_as_well() =>
        (await DocumentAsync()).Operations().Select(o => o.Id).Except(Kept(), StringComparer.Ordinal).ShouldBeEmpty("not in any chapter");

    [Fact]
    public async Task Every_example_is_valid_by_the_schema_beside_it()
    {
        var document = await DocumentAsync();
        var schemas = new DocumentSchemas(document);
        var shown = document.Operations().SelectMany(o => o.Bodies()).SelectMany(b => b.Examples()).ToList();
        shown.Count.ShouldBeGreaterThan(140);
        shown
            .SelectMany(e => schemas.Check(e.Schema, e.Value.ToJsonString(), closed: true).Select(wrong => $"{e.Where}: {wrong}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task An_example_that_does_not_fit_its_schema_is_found()
    {
        var document = await DocumentAsync();
        var body = document
            .Operations()
            .Single(o => o.Id == "createGoal")
            .Bodies()
            .First(b => b.Where.Contains("request", StringComparison.Ordinal));
        var (schemas, example) = (new DocumentSchemas(document), body.Examples().First());
        foreach (var (member, value) in new (string, JsonNode)[] { ("targetAmount", "much"), ("unknown", 1) })
        {
            var wrong = example.Value.DeepClone().AsObject();
            wrong[member] = value;
            schemas.Check(example.Schema, wrong.ToJsonString(), closed: true).ShouldNotBeEmpty(member);
        }
    }

    [Fact]
    public void Examples_are_of_this_household_and_show_no_secret()
    {
        // A type of JSON Schema is no value: GET /webhooks/events shows schemas.
        var text = Regex.Replace(
            string.Concat(Directory.GetFiles(Chapters.Folder).Select(File.ReadAllText)),
            "\"type\": (\"string\"|\\[[^]]*\\])",
            "",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        foreach (var never in new[] { "\"string\"", "eyJ", Support.Client.Password, "127.0.0.1", "localhost", "+accounts@" })
        {
            text.ShouldNotContain(never);
        }
        Regex
            .Matches(text, "\"(?<year>[0-9]{4})-[0-9]{2}-[0-9]{2}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(m => m.Groups["year"].Value)
            .Distinct(StringComparer.Ordinal)
            .ShouldBeSubsetOf(["2025", "2026", "2027"]);
    }

    /// <summary>The operations that the files have examples of.</summary>
    private static IEnumerable<string> Kept() =>
        Directory.GetFiles(Chapters.Folder).SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject()).Select(o => o.Key);

    private async Task<JsonObject> DocumentAsync()
    {
        using var client = host.Host.Client();
        return JsonNode.Parse((await client.GetAsync("/openapi/v1.json")).Text)!.AsObject();
    }
}
