using System.Reflection;

namespace Rupaya.Infrastructure.Base;

/// <summary>What this process is, to those who look at many.</summary>
/// <param name="Role"><c>api</c>, <c>worker</c>, <c>all</c>, or <c>command</c> for what runs once.</param>
public sealed record ProcessInfo(string Role)
{
    /// <summary>The release it was built as.</summary>
    public static string Version { get; } =
        typeof(ProcessInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The name under which a process shows itself: <c>rupaya-api</c>, <c>rupaya-worker</c> or <c>rupaya-all</c>.</summary>
    public string Service => $"rupaya-{Role}";
}
