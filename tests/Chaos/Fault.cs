namespace Rupaya.Chaos;

/// <summary>What a fault can reach.</summary>
internal sealed record Scene(Fleet Fleet, ServerProcesses Servers, Workload Workload, Npgsql.NpgsqlDataSource Database)
{
    /// <summary>When the blow fell, or what lasted was mended; a write that was begun later shows that everything works again.</summary>
    public DateTimeOffset? StruckAt { get; private set; }

    public void Begin() => StruckAt = null;

    public void Struck() => StruckAt ??= TimeProvider.System.GetUtcNow();
}

/// <summary>One kind of fault: <see cref="InjectAsync"/> breaks something and, where nobody else does, mends it.</summary>
/// <param name="Id">Of the catalogue, such as R4.</param>
/// <param name="Name">What is done.</param>
/// <param name="Repeat">True where it is done as often as kills were asked for.</param>
/// <param name="Where">On which fleets.</param>
/// <param name="InjectAsync">Does it; returns why it could not, or null.</param>
internal sealed record Fault(string Id, string Name, bool Repeat, Func<Fleet, bool> Where, Func<Scene, Task<string?>> InjectAsync);
