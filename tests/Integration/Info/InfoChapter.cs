using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Info;

/// <summary>The API says what it is.</summary>
internal sealed class InfoChapter : IChapter
{
    public Task LiveAsync(Story story, Household home) => story.ShowAsync(story.Client().GetAsync("/api/v1"));
}
