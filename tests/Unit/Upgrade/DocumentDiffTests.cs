using System.Text.Json.Nodes;
using Rupaya.Upgrade.Document;

namespace Rupaya.Unit.Upgrade;

/// <summary>Pairs of documents: each rule of what breaks, planted alone; and what may change.</summary>
public sealed class DocumentDiffTests
{
    private const string Older = """
        {
          "paths": {
            "/things": {
              "get": {
                "operationId": "listThings",
                "parameters": [
                  { "name": "limit", "in": "query", "schema": { "type": "integer", "format": "int32", "minimum": 1, "maximum": 200 } },
                  { "name": "sort", "in": "query", "schema": { "type": "string", "enum": ["name", "date"] } },
                  { "$ref": "#/components/parameters/Book" }
                ],
                "responses": {
                  "200": {
                    "headers": { "Link": {} },
                    "content": { "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } }
                  },
                  "400": { "x-codes": ["validation_failed", "invalid_cursor"], "content": {} }
                }
              }
            },
            "/things/{id}": {
              "put": {
                "operationId": "updateThing",
                "requestBody": {
                  "content": {
                    "application/json": {
                      "schema": {
                        "type": "object",
                        "required": ["name"],
                        "properties": {
                          "name": { "type": "string", "maxLength": 50 },
                          "note": { "type": ["string", "null"] },
                          "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } }
                        }
                      }
                    }
                  }
                },
                "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } }
              }
            }
          },
          "components": {
            "parameters": { "Book": { "name": "X-Book-Id", "in": "header", "schema": { "type": "string", "format": "uuid" } } },
            "schemas": {
              "Part": { "type": "object", "properties": { "amount": { "type": "number" } } },
              "Thing": {
                "type": "object",
                "required": ["id", "state"],
                "properties": {
                  "id": { "type": "string", "format": "uuid" },
                  "state": { "type": "string", "enum": ["open", "closed"] },
                  "note": { "type": ["string", "null"] },
                  "above": { "$ref": "#/components/schemas/Thing" }
                }
              }
            }
          }
        }
        """;

    private const string List = "paths//things/get";
    private const string Put = "paths//things~{id}/put";
    private const string Body = $"{Put}/requestBody/content/application~json/schema";
    private const string Thing = "components/schemas/Thing";

    /// <summary>The older document with something else at one place; null takes it away.</summary>
    private static JsonObject With(string path, string? json)
    {
        var document = JsonNode.Parse(Older)!.AsObject();
        // A slash in a name is written ~, or twice where the name begins with it.
        var steps = path.Replace("//", "/~", StringComparison.Ordinal).Split('/');
        JsonNode at = document;
        foreach (var step in steps.SkipLast(1))
        {
            at = at is JsonArray several ? several[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[Name(step)]!;
        }
        var (last, value) = (Name(steps[^1]), json is null ? null : JsonNode.Parse(json));
        if (at is JsonArray list)
        {
            if (value is null)
            {
                list.RemoveAt(int.Parse(last, System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                list.Add(value);
            }
        }
        else if (value is null)
        {
            at.AsObject().Remove(last);
        }
        else
        {
            at[last] = value;
        }
        return document;

        static string Name(string step) => step.Replace('~', '/');
    }

    private static IReadOnlyList<DocumentChange> Changes(string path, string? json) =>
        DocumentDiff.Between(JsonNode.Parse(Older)!.AsObject(), With(path, json));

    [Theory]
    [InlineData(List, null, "listThings : GET /things is gone")]
    [InlineData($"{List}/operationId", "\"allThings\"", "listThings : is called allThings")]
    [InlineData($"{List}/parameters/1", null, "listThings sort: the parameter is gone")]
    [InlineData($"{List}/parameters/0/required", "true", "listThings limit: the parameter is demanded")]
    [InlineData(
        $"{List}/parameters/9",
        """{ "name": "who", "in": "query", "required": true }""",
        "listThings who: a new parameter is demanded"
    )]
    [InlineData($"{List}/parameters/0/schema/type", "\"string\"", "listThings limit: the type was integer and is string")]
    [InlineData($"{List}/parameters/0/schema/maximum", "100", "listThings limit: maximum is 100")]
    [InlineData($"{List}/parameters/0/schema/minimum", "2", "listThings limit: minimum is 2")]
    [InlineData($"{List}/parameters/1/schema/enum", """["name"]""", "listThings sort: the value \"date\" is not taken any more")]
    [InlineData($"{List}/parameters/1/schema/pattern", "\"^a\"", "listThings sort: the pattern is ^a")]
    [InlineData("components/parameters/Book/schema/format", "\"date\"", "listThings X-Book-Id: the format was uuid and is date")]
    [InlineData($"{Put}/requestBody/required", "true", "updateThing body: a body is demanded")]
    [InlineData($"{Body}/properties/note", null, "updateThing note: the member is gone")]
    [InlineData($"{Body}/properties/note/type", "\"string\"", "updateThing note: the type was string or null and is string")]
    [InlineData($"{Body}/properties/note/enum", """["a"]""", "updateThing note: only some values are taken")]
    [InlineData($"{Body}/properties/name/maxLength", "20", "updateThing name: maxLength is 20")]
    [InlineData($"{Body}/properties/name/minLength", "1", "updateThing name: minLength is 1")]
    [InlineData($"{Body}/required", """["name", "note"]""", "updateThing note: the member is demanded")]
    [InlineData(
        "components/schemas/Part/properties/amount/type",
        "\"string\"",
        "updateThing parts[].amount: the type was number and is string"
    )]
    [InlineData($"{List}/responses/200", null, "listThings 200: the answer is gone")]
    [InlineData($"{List}/responses/200/headers/Link", null, "listThings Link: the header is gone")]
    [InlineData(
        $"{List}/responses/400/x-codes",
        """["validation_failed"]""",
        "listThings invalid_cursor: the code is no answer with 400 any more"
    )]
    [InlineData($"{Thing}/properties/note", null, "listThings [].note: the member is gone")]
    [InlineData($"{Thing}/required", """["id"]""", "listThings [].state: the member may be missing")]
    [InlineData($"{Thing}/properties/id/type", """["string", "null"]""", "listThings [].id: the type was string and is string or null")]
    public void What_breaks_clients_is_found(string path, string? json, string found) =>
        Changes(path, json).Where(c => c.Breaks).Select(c => $"{c.Operation} {c.Subject}: {c.What}").ShouldContain(found);

    [Theory]
    [InlineData("paths//more", """{ "get": { "operationId": "more", "responses": {} } }""", "more")]
    [InlineData($"{List}/parameters/9", """{ "name": "who", "in": "query" }""", "who")]
    [InlineData($"{List}/parameters/1/schema/enum", """["name", "date", "amount"]""", "sort")]
    [InlineData($"{Body}/properties/more", """{ "type": "string" }""", "more")]
    [InlineData($"{Thing}/properties/more", """{ "type": "string" }""", "[].more")]
    [InlineData($"{List}/responses/400/x-codes", """["validation_failed", "invalid_cursor", "other"]""", "other")]
    [InlineData($"{List}/responses/503", """{ "x-codes": ["late"] }""", "late")]
    [InlineData($"{List}/responses/202", "{}", "202")]
    public void What_is_new_breaks_nobody_and_must_be_told(string path, string json, string subject)
    {
        var changes = Changes(path, json);
        changes.ShouldAllBe(c => !c.Breaks);
        changes.ShouldContain(c => c.Subject == subject || c.Operation == subject);
        DocumentGate.Untold(changes, DocumentGate.Said("# Log\n\n## 2\n\nNothing.\n\n## 1\n\n`who` `more`")).Count.ShouldBe(changes.Count);
        var all = $"# Log\n\n## 2\n\n{string.Concat(changes.Select(c => $"`{c.Operation}` "))}";
        DocumentGate.Untold(changes, DocumentGate.Said(all)).ShouldBeEmpty();
    }

    [Fact]
    public void A_break_is_let_through_when_it_is_named_whole()
    {
        var changes = Changes($"{List}/parameters/1", null);
        var broken = changes.Where(c => c.Breaks).ToList();
        broken.ShouldNotBeEmpty();
        DocumentGate
            .Breaks(changes, DocumentGate.Said($"# Log\n\n## 2\n\n`{broken[0].Operation}` `{broken[0].Subject}`"))
            .Count.ShouldBe(broken.Count);
        var whole = string.Concat(broken.Select(c => $"`{c.Operation} {c.Subject}`"));
        DocumentGate.Breaks(changes, DocumentGate.Said($"# Log\n\n## 2\n\n{whole}")).ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_that_is_written_once_is_followed()
    {
        var (older, newer) = (JsonNode.Parse(Older)!.AsObject(), JsonNode.Parse(Older)!.AsObject());
        var answer = older["paths"]!["/things"]!["get"]!["responses"]!["400"]!;
        newer["components"]!["responses"] = new JsonObject { ["shared"] = answer.DeepClone() };
        newer["paths"]!["/things"]!["get"]!["responses"]!["400"] = JsonNode.Parse("""{ "$ref": "#/components/responses/shared" }""");
        DocumentDiff.Between(older, newer).ShouldBeEmpty();
    }

    [Theory]
    [InlineData($"{Thing}/properties/state/enum", """["open", "closed", "lost"]""")]
    [InlineData($"{Thing}/properties/note/type", "\"string\"")]
    [InlineData($"{Body}/properties/name/maxLength", "100")]
    [InlineData($"{List}/parameters/0/schema/maximum", "500")]
    [InlineData("components/parameters/Book/schema/format", null)]
    [InlineData($"{Put}/description", "\"Change it.\"")]
    public void What_clients_do_not_notice_is_nothing(string path, string? json) => Changes(path, json).ShouldBeEmpty();
}
