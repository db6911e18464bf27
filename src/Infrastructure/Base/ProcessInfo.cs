using System.Reflection;

namespace Rupaya.Infrastructure.Base;

/// <summary>What this process is, to those who look at many.</summary>
/// <param name="Role"><c>api</c>, <c>worker</c>, <c>all</c>, or <c>command</c> for what runs once.</param>
internal sealed record ProcessInfo(string Role)
{
    /// <summary>The release it was built as.</summary>
    public static string Version { get; } =
        typeof(ProcessInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public string Service => $"rupaya-{Role}";
}
