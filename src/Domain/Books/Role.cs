namespace Rupaya.Domain.Books;

/// <summary>What a member may do in a book. Stored and sent as the lower-case name.</summary>
public enum Role
{
    /// <summary>Everything; each book has exactly one.</summary>
    Owner,

    /// <summary>Reads and writes.</summary>
    Editor,

    /// <summary>Reads.</summary>
    Viewer,
}

/// <summary>The stored names of <see cref="Role"/>.</summary>
public static class Roles
{
    /// <summary>The lower-case name as stored and sent.</summary>
    public static string Name(this Role role) =>
        role switch
        {
            Role.Owner => "owner",
            Role.Editor => "editor",
            Role.Viewer => "viewer",
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
        };

    /// <summary>The role with that stored name.</summary>
    public static Role Parse(string name) =>
        name switch
        {
            "owner" => Role.Owner,
            "editor" => Role.Editor,
            "viewer" => Role.Viewer,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown role."),
        };
}
