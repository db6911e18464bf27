using System.Text.Json.Nodes;
using Rupaya.Upgrade.Document;

namespace Rupaya.Unit.Upgrade;

/// <summary>Files that a document described as base64 although they are sent as they are.</summary>
public sealed class DocumentFileTests
{
    private static JsonObject With(string schema) =>
        JsonNode
            .Parse(
                $$$"""
                {
                  "paths": { "/file": { "get": { "operationId": "file", "responses": { "200": { "content": { "text/csv": { "schema": {{{schema}}} } } } } } } }
                }
                """
            )!
            .AsObject();

    private static IReadOnlyList<DocumentChange> Changes(string was, string now) => DocumentDiff.Between(With(was), With(now));

    [Fact]
    public void A_file_that_is_called_one_breaks_nobody_but_a_member_does()
    {
        Changes("""{"type":"string","format":"byte"}""", """{"type":"string","format":"binary"}""").ShouldBeEmpty();
        Changes("""{"type":"string","format":"uuid"}""", """{"type":"string","format":"binary"}""")
            .ShouldHaveSingleItem()
            .Breaks.ShouldBeTrue();
        static string Member(string format) =>
            """{"type":"object","properties":{"m":{"type":"string","format":"FORMAT"}}}""".Replace("FORMAT", format);
        Changes(Member("byte"), Member("binary")).ShouldHaveSingleItem().Breaks.ShouldBeTrue();
    }
}
