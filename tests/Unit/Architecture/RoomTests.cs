using System.Text.RegularExpressions;

namespace Rupaya.Unit.Architecture;

/// <summary>The rooms of the infrastructure and who may know whom: a room knows those before it, and nobody knows one after it.</summary>
public sealed partial class RoomTests
{
    private const string Root = "Rupaya.Infrastructure";

    private static readonly string[] Order =
    [
        "Base",
        "Postgres",
        "Platform",
        "Messaging",
        "Http",
        "Mail",
        "Identity",
        "Ledger",
        "Notifications",
        "Figures",
        "Recovery",
    ];

    [Fact]
    public void Each_room_knows_only_those_before_it()
    {
        var files = Directory
            .GetFiles(ReferenceTests.Folder("Infrastructure"), "*.cs", SearchOption.AllDirectories)
            .Where(IsSource)
            .ToList();
        files.Count.ShouldBeGreaterThan(200);
        files.Select(RoomOf).Where(r => r is not null).Distinct().Order().ShouldBe(Order.Order());
        files.SelectMany(KnownTooEarly).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("using Rupaya.Infrastructure.Ledger;\nnamespace Rupaya.Infrastructure.Http;", "Http", "Ledger")]
    [InlineData("using static Rupaya.Infrastructure.Figures.Sums;\nnamespace Rupaya.Infrastructure.Ledger;", "Ledger", "Figures")]
    [InlineData("namespace Rupaya.Infrastructure.Base;\nclass A { Messaging.OutboxSql? X; }", "Base", "Messaging")]
    public void What_knows_a_later_room_is_found(string code, string room, string later) => TooEarly(code, room).ShouldBe([later]);

    private static IEnumerable<string> KnownTooEarly(string file) =>
        RoomOf(file) is { } room ? TooEarly(File.ReadAllText(file), room).Select(r => $"{Path.GetFileName(file)} of {room} knows {r}") : [];

    private static IEnumerable<string> TooEarly(string text, string room)
    {
        var code = Comment().Replace(text, "");
        return Order
            .Skip(Array.IndexOf(Order, room) + 1)
            .Where(later =>
                code.Contains($"{Root}.{later}", StringComparison.Ordinal)
                || Regex.IsMatch(code, $@"(?<![\w.""]){later}\.[A-Z]\w+", RegexOptions.None, TimeSpan.FromSeconds(1))
            );
    }

    /// <summary>The folder below the infrastructure; null for the composition at its top.</summary>
    private static string? RoomOf(string file)
    {
        var parts = Path.GetRelativePath(ReferenceTests.Folder("Infrastructure"), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : null;
    }

    private static bool IsSource(string file) =>
        !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex("//.*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}
