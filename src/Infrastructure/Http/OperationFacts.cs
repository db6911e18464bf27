using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Http;

/// <summary>What an operation says about itself, for the API document.</summary>
internal sealed class OperationFacts
{
    /// <summary>True when it acts on the book that <c>X-Book-Id</c> names, or on the caller's default book.</summary>
    public bool InBook { get; set; }

    /// <summary>True when <c>If-Match</c> makes it conditional.</summary>
    public bool IsVersioned { get; set; }

    /// <summary>True when its answer has an <c>ETag</c>.</summary>
    public bool IsTagged { get; set; }

    /// <summary>True when some of its successes have no <c>ETag</c>.</summary>
    public bool IsTaggedSometimes { get; set; }

    /// <summary>True when <c>Link</c> names the next page.</summary>
    public bool IsPaged { get; set; }

    /// <summary>True when it is for browsers: they are sent on, or see a page.</summary>
    public bool SendsBrowsersOn { get; set; }

    /// <summary>Since when it is not to be used any more, and what is; null for one that is.</summary>
    public Deprecation? Deprecated { get; set; }

    /// <summary>What a 200 may have for a body instead of its usual one.</summary>
    public List<Type> Alternatives { get; } = [];

    /// <summary>The resource that a PUT changes, where clients see more of it than the answer has.</summary>
    public Type? Changed { get; set; }

    /// <summary>Headers of its own that it reads, and what they are for.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    /// <summary>Headers of its own that a success may have, and what they say.</summary>
    public Dictionary<string, string> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>Its own problems, apart from those that follow from the rest.</summary>
    public List<Problem> Problems { get; } = [];
}
