namespace Rupaya.Integration.Fixtures;

/// <summary>Tests that take the whole machine: alone on it, so that they do not slow down others that look at the clock.</summary>
[CollectionDefinition(nameof(SerialCollection), DisableParallelization = true)]
public sealed class SerialCollection;
