using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Sandbox;

/// <summary>Somebody tries the API before they sign up.</summary>
internal sealed class SandboxChapter : IChapter
{
    public Task LiveAsync(Story story, Household home) => story.ShowAsync(story.Client().PostAsync("sandbox", null));
}
