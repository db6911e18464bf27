namespace Rupaya.Integration.Fixtures;

/// <summary>Tests that look at what all others have done, and run after them.</summary>
[CollectionDefinition(nameof(LastCollection), DisableParallelization = true)]
public sealed class LastCollection;
