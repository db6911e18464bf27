using System.Text.Json.Nodes;

namespace Rupaya.Upgrade.Document;

/// <summary>
/// Holds a document of the API against an older one. What breaks: an operation, a parameter, a member or a value that goes; another type; something
/// optional that is demanded; stricter validation; a status or a code of a refusal that goes. Values of answers may become more.
/// </summary>
internal sealed class DocumentDiff
{
    private readonly JsonObject _old;
    private readonly JsonObject _new;
    private readonly List<DocumentChange> _changes = [];

    private DocumentDiff(JsonObject older, JsonObject newer) => (_old, _new) = (older, newer);

    /// <summary>All differences, what breaks first.</summary>
    public static IReadOnlyList<DocumentChange> Between(JsonObject older, JsonObject newer)
    {
        var diff = new DocumentDiff(older, newer);
        diff.Compare();
        return [.. diff._changes.Distinct().OrderByDescending(c => c.Breaks).ThenBy(c => c.Operation, StringComparer.Ordinal)];
    }

    private void Compare()
    {
        var (before, after) = (Operations(_old), Operations(_new));
        foreach (var (address, operation) in before)
        {
            var id = Id(operation);
            if (!after.TryGetValue(address, out var now))
            {
                Break(id, "", $"{address} is gone");
                continue;
            }
            if (Id(now) != id)
            {
                Break(id, "", $"is called {Id(now)}");
            }
            CompareParameters(id, operation, now);
            CompareBody(id, operation, now);
            CompareAnswers(id, operation, now);
        }
        foreach (var (address, operation) in after.Where(a => !before.ContainsKey(a.Key)))
        {
            Add(Id(operation), "", address);
        }
    }

    private void CompareParameters(string id, JsonObject older, JsonObject newer)
    {
        var (before, after) = (Parameters(_old, older), Parameters(_new, newer));
        foreach (var (name, parameter) in before)
        {
            if (!after.TryGetValue(name, out var now))
            {
                Break(id, name, "the parameter is gone");
                continue;
            }
            if (IsRequired(now) && !IsRequired(parameter))
            {
                Break(id, name, "the parameter is demanded");
            }
            Requests(id).Compare(name, parameter["schema"], now["schema"]);
        }
        foreach (var (name, parameter) in after.Where(a => !before.ContainsKey(a.Key)))
        {
            Say(IsRequired(parameter), id, name, IsRequired(parameter) ? "a new parameter is demanded" : "a new parameter");
        }
    }

    private void CompareBody(string id, JsonObject older, JsonObject newer)
    {
        var (before, after) = (older["requestBody"] as JsonObject, newer["requestBody"] as JsonObject);
        if (after is not null && IsRequired(after) && (before is null || !IsRequired(before)))
        {
            Break(id, "body", "a body is demanded");
        }
        foreach (var (type, media) in Content(before))
        {
            if (Content(after).GetValueOrDefault(type) is not { } now)
            {
                Break(id, type, "the body is not taken any more");
                continue;
            }
            Requests(id).Compare("", media["schema"], now["schema"]);
        }
    }

    private void CompareAnswers(string id, JsonObject older, JsonObject newer)
    {
        var (before, after) = (Answers(_old, older), Answers(_new, newer));
        foreach (var (status, answer) in before)
        {
            if (!after.TryGetValue(status, out var now))
            {
                Break(id, status, "the answer is gone");
                continue;
            }
            CompareCodes(id, status, answer, now);
            foreach (var header in (answer["headers"] as JsonObject ?? []).Select(h => h.Key))
            {
                if (now["headers"]?[header] is null)
                {
                    Break(id, header, "the header is gone");
                }
            }
            foreach (var (type, media) in Content(answer))
            {
                if (Content(now).GetValueOrDefault(type) is not { } content)
                {
                    Break(id, type, $"{status} is not answered so any more");
                    continue;
                }
                new SchemaDiff(_old, _new, isAnswer: true, (breaks, subject, what) => Say(breaks, id, subject, what)).Compare(
                    "",
                    media["schema"],
                    content["schema"]
                );
            }
        }
        foreach (var (status, answer) in after.Where(a => !before.ContainsKey(a.Key)))
        {
            if (Codes(answer).Count == 0)
            {
                Add(id, status, "a new answer");
            }
            CompareCodes(id, status, [], answer);
        }
    }

    private void CompareCodes(string id, string status, JsonObject older, JsonObject newer)
    {
        var (before, after) = (Codes(older), Codes(newer));
        foreach (var code in before.Except(after))
        {
            Break(id, code, $"the code is no answer with {status} any more");
        }
        foreach (var code in after.Except(before))
        {
            Add(id, code, $"a new code with {status}");
        }
    }

    private SchemaDiff Requests(string id) => new(_old, _new, isAnswer: false, (breaks, subject, what) => Say(breaks, id, subject, what));

    private void Break(string id, string subject, string what) => Say(breaks: true, id, subject, what);

    private void Add(string id, string subject, string what) => Say(breaks: false, id, subject, what);

    private void Say(bool breaks, string id, string subject, string what) => _changes.Add(new DocumentChange(breaks, id, subject, what));

    private static HashSet<string> Codes(JsonObject answer) => [.. (answer["x-codes"] as JsonArray ?? []).Select(c => (string)c!)];

    private static string Id(JsonObject operation) => (string)operation["operationId"]!;

    private static bool IsRequired(JsonObject part) => (bool?)part["required"] == true;

    private static Dictionary<string, JsonObject> Content(JsonObject? part) =>
        (part?["content"] as JsonObject ?? []).ToDictionary(c => c.Key, c => c.Value!.AsObject(), StringComparer.Ordinal);

    private static Dictionary<string, JsonObject> Operations(JsonObject document) =>
        document["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => (Key: $"{o.Key.ToUpperInvariant()} {p.Key}", o.Value)))
            .ToDictionary(o => o.Key, o => o.Value!.AsObject(), StringComparer.Ordinal);

    private static Dictionary<string, JsonObject> Answers(JsonObject document, JsonObject operation) =>
        operation["responses"]!.AsObject().ToDictionary(a => a.Key, a => SchemaDiff.Resolve(document, a.Value!), StringComparer.Ordinal);

    private static Dictionary<string, JsonObject> Parameters(JsonObject document, JsonObject operation) =>
        (operation["parameters"] as JsonArray ?? [])
            .Select(p => SchemaDiff.Resolve(document, p!))
            .ToDictionary(p => (string)p["name"]!, StringComparer.Ordinal);
}
