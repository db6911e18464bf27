using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Info.ApiInfo;

public sealed class ApiInfoTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Name_and_version_are_public()
    {
        var info = (await product.Client().GetAsync("/api/v1/")).Ok();
        info.GetProperty("name").GetString().ShouldBe("Rupaya");
        info.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_version_of_the_API_is_the_documents_and_the_change_logs()
    {
        var client = product.Client();
        var info = (await client.GetAsync("/api/v1/")).Ok();
        info.GetProperty("commit").GetString().ShouldNotBeNullOrEmpty();
        var version = info.GetProperty("documentVersion").GetString()!;
        version.ShouldStartWith("1.");
        (await client.GetAsync("/openapi/v1.json")).Ok().GetProperty("info").GetProperty("version").GetString().ShouldBe(version);
        (await client.GetAsync("/docs/changes")).Text.ShouldContain($"<h2 id=\"{version}\">");
        var feed = await client.GetAsync("/docs/changes.atom");
        feed.ContentType.ShouldBe("application/atom+xml");
        System.Xml.Linq.XNamespace atom = "http://www.w3.org/2005/Atom";
        var entries = System.Xml.Linq.XDocument.Parse(feed.Text).Root!.Elements(atom + "entry").ToList();
        entries[0].Element(atom + "id")!.Value.ShouldBe($"urn:rupaya:api:{version}");
        entries.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task The_limits_are_explained()
    {
        var page = await product.Client().GetAsync("/docs/limits");
        page.ContentType.ShouldBe("text/html");
        page.Text.ShouldContain("Retry-After");
    }

    [Fact]
    public async Task The_first_steps_are_the_files_that_are_tried()
    {
        var page = await product.Client().GetAsync("/docs/start");
        page.ContentType.ShouldBe("text/html");
        var text = System.Net.WebUtility.HtmlDecode(page.Text);
        foreach (var name in new[] { "token.sh", "start.sh", "start.ts", "start.cs" })
        {
            text.ShouldContain(await File.ReadAllTextAsync(Repository.PathOf("clients", "start", name)));
        }
    }
}
