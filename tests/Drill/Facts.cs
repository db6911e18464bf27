using System.Text.Json;

namespace Rupaya.Drill;

/// <summary>What the drill knows of its people and their book from one step to the next, kept in a file while everything else is destroyed.</summary>
internal sealed record Facts
{
    public string Owner { get; init; } = "";
    public string OwnerToken { get; init; } = "";
    public Guid Account { get; init; }

    /// <summary>A transaction that is changed before and after the moment.</summary>
    public Guid Expense { get; init; }

    /// <summary>Where the phone is that has seen nothing of what will be lost.</summary>
    public long Since { get; init; }

    /// <summary>Where the phone is that has.</summary>
    public long Ahead { get; init; }

    /// <summary>The version that the changed transaction had there.</summary>
    public string ETag { get; init; } = "";

    /// <summary>A session that was ended after the moment.</summary>
    public string EndedToken { get; init; } = "";

    public string Leaver { get; init; } = "";
    public string Changer { get; init; } = "";

    public static Facts Read(string file) => JsonSerializer.Deserialize<Facts>(File.ReadAllText(file))!;

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this));
}
