namespace Rupaya.Features;

/// <summary>Names the assembly that is scanned for slices.</summary>
internal abstract class FeaturesAssembly;
