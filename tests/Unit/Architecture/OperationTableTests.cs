using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rupaya.Unit.Architecture;

/// <summary>The upgrade's table has every operation: one that it lacks would be missed one release later, by somebody else.</summary>
public sealed partial class OperationTableTests
{
    [Fact]
    public void Every_operation_of_the_document_is_in_the_table_of_the_upgrade()
    {
        var root = ReferenceTests.Folder("..");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "tests/Integration/Data/openapi.v1.json")));
        var stated = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Where(o => o.Value.ValueKind == JsonValueKind.Object && o.Value.TryGetProperty("operationId", out _))
                    .Select(o => Key(o.Name, path.Name["/api/v1".Length..]))
            )
            .ToList();
        var table = File.ReadLines(Path.Combine(root, "tests/Upgrade/Journey/operations.txt"))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .Select(row => Key(row.Groups["method"].Value, row.Groups["path"].Value))
            .ToHashSet(StringComparer.Ordinal);

        stated.Count.ShouldBeGreaterThan(100);
        stated.Except(table).ShouldBeEmpty("each needs a line in tests/Upgrade/Journey/operations.txt");
    }

    private static string Key(string method, string path) =>
        $"{method.ToUpperInvariant()} {Parameter().Replace(path.Split('?')[0].TrimEnd('/'), "{}")}";

    [GeneratedRegex(@"^\w+ (?<method>GET|POST|PUT|DELETE) (?<path>/\S*)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
