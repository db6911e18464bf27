namespace Rupaya.Infrastructure.Base;

/// <summary>A section of the settings that is looked at before anything starts.</summary>
/// <param name="Name">Such as <c>Security</c>.</param>
/// <param name="Problems">All that is to be mended in it; none when it is valid.</param>
public sealed record CheckedSection(string Name, Func<IServiceProvider, IReadOnlyList<string>> Problems);
