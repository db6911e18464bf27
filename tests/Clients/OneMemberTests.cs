using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rupaya.Client;

namespace Rupaya.Clients;

/// <summary>A PUT that names one member changes no other: what is sent holds that member and nothing else, for each member of each PUT of the document.</summary>
public sealed class OneMemberTests
{
    private static readonly JsonNode Document = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "openapi.v1.json"))
    )!;

    private static IEnumerable<(string Path, JsonNode Operation)> Puts =>
        Document["paths"]!.AsObject().Where(p => p.Value!["put"] is not null).Select(p => (p.Key, p.Value!["put"]!));

    private static JsonObject Body(JsonNode operation)
    {
        var schema = operation["requestBody"]!["content"]!["application/json"]!["schema"]!;
        return Document["components"]!["schemas"]![((string)schema["$ref"]!).Split('/')[^1]]!.AsObject();
    }

    private static JsonObject Schema(JsonNode operation) => Body(operation)["properties"]!.AsObject();

    /// <summary>What has to be there anyway: a rate has no parts that could stay.</summary>
    private static HashSet<string> Required(string path) =>
        (Body(Document["paths"]![path]!["put"]!)["required"]?.AsArray() ?? []).Select(r => (string)r!).ToHashSet(StringComparer.Ordinal);

    public static TheoryData<string, string> Members()
    {
        var members = new TheoryData<string, string>();
        foreach (var (path, operation) in Puts)
        {
            foreach (var (member, _) in Schema(operation))
            {
                members.Add(path, member);
            }
        }
        return members;
    }

    public static TheoryData<string, string> Clearable()
    {
        var members = new TheoryData<string, string>();
        foreach (var (path, operation) in Puts)
        {
            foreach (var (member, schema) in Schema(operation))
            {
                if (schema!["type"] is JsonArray types && types.Any(t => (string?)t == "null"))
                {
                    members.Add(path, member);
                }
            }
        }
        return members;
    }

    [Fact]
    public void Every_PUT_is_looked_at()
    {
        Puts.Count().ShouldBeGreaterThanOrEqualTo(17);
        Members().Count.ShouldBeGreaterThan(60);
        Clearable().Count.ShouldBeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_that_is_set_is_sent_alone(string path, string member)
    {
        var sent = await SendAsync(path, (body, property) => property.SetValue(body, Value(property.PropertyType)), member);
        sent[member].ShouldNotBeNull();
        sent.Select(m => m.Key).Except(Required(path)).ShouldBeSubsetOf([member]);
    }

    [Theory]
    [MemberData(nameof(Clearable))]
    public async Task A_member_that_is_cleared_is_sent_as_null_alone(string path, string member)
    {
        var sent = await SendAsync(
            path,
            (body, property) =>
                ((IDictionary<string, object?>)body.GetType().GetProperty("AdditionalProperties")!.GetValue(body)!)[Name(property)!] = null,
            member
        );
        sent.Count.ShouldBe(1);
        sent.ContainsKey(member).ShouldBeTrue();
        sent[member].ShouldBeNull();
    }

    [Fact]
    public async Task Clear_is_that_by_its_name()
    {
        var answers = new Answers(_ => Answers.Json(200, "{}"));
        using var api = answers.Client();
        await api.UpdateTransactionAsync(
            Guid.Empty,
            new UpdateTransactionRequest { Amount = 5 }
                .Clear(r => r.Merchant)
                .Clear(r => r.CategoryId)
        );
        answers.Sent.Single().Body.ShouldBe("""{"amount":5,"merchant":null,"categoryId":null}""");
    }

    private static async Task<JsonObject> SendAsync(string path, Action<object, PropertyInfo> say, string member)
    {
        var id = (string)Document["paths"]![path]!["put"]!["operationId"]!;
        var answers = new Answers(_ => Answers.Json(200, "{}"));
        using var api = answers.Client();
        var method = typeof(RupayaApi).GetMethods().Single(m => m.Name == $"{char.ToUpperInvariant(id[0])}{id[1..]}Async");
        var parameters = method.GetParameters();
        var body = Activator.CreateInstance(parameters.Single(p => p.Name == "body").ParameterType)!;
        say(body, body.GetType().GetProperties().Single(p => Name(p) == member));
        var arguments = parameters.Select(p =>
            p.Name == "body" ? body
            : p.HasDefaultValue ? p.DefaultValue
            : Value(p.ParameterType)
        );
        try
        {
            await (Task)method.Invoke(api, [.. arguments])!;
        }
        catch (ApiException)
        {
            // Some promise 204; the answer is not what is looked at.
        }
        answers.Sent.Single().Method.ShouldBe("PUT");
        return JsonNode.Parse(answers.Sent.Single().Body)!.AsObject();
    }

    private static string? Name(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;

    /// <summary>Something other than what a type is by itself.</summary>
    private static object Value(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => "text",
            _ when plain == typeof(Guid) => Guid.CreateVersion7(),
            _ when plain == typeof(bool) => true,
            _ when plain == typeof(DateOnly) => new DateOnly(2026, 11, 27),
            _ when plain == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            _ when plain.IsEnum => Enum.GetValues(plain).GetValue(0)!,
            _ when plain.IsPrimitive || plain == typeof(decimal) => Convert.ChangeType(7, plain, null),
            _ when plain.IsGenericType => Activator.CreateInstance(typeof(List<>).MakeGenericType(plain.GetGenericArguments()))!,
            _ => Activator.CreateInstance(plain)!,
        };
    }
}
