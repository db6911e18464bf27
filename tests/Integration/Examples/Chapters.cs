namespace Rupaya.Integration.Examples;

/// <summary>The chapters there are.</summary>
internal static class Chapters
{
    private const string Suffix = "Chapter";

    private static readonly Dictionary<string, Type> Found = typeof(IChapter)
        .Assembly.GetTypes()
        .Where(t => t.IsClass && t.IsAssignableTo(typeof(IChapter)))
        .ToDictionary(t => t.Name[..^Suffix.Length], StringComparer.Ordinal);

    public static IEnumerable<string> Names => Found.Keys.Order(StringComparer.Ordinal);

    public static IChapter Of(string name) => (IChapter)Activator.CreateInstance(Found[name])!;

    /// <summary>Where the examples of a chapter are kept.</summary>
    public static string FileOf(string name) => Path.Combine(Folder, $"{name}.json");

    public static string Folder { get; } = Repository.PathOf("src", "Infrastructure", "Http", "Document", "Examples");
}
