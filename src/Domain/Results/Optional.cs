namespace Rupaya.Domain.Results;

/// <summary>What a change may say about a member: nothing means unchanged, null means cleared.</summary>
/// <typeparam name="T">The member's type.</typeparam>
/// <param name="IsGiven">True when the change says something.</param>
/// <param name="Value">What it says.</param>
public readonly record struct Optional<T>(bool IsGiven, T? Value)
{
    /// <summary>The given value, or what it was before.</summary>
    public T? Or(T? before) => IsGiven ? Value : before;

    /// <summary>The same about a value that follows from this one.</summary>
    public Optional<TOther> Select<TOther>(Func<T?, TOther?> follow)
    {
        ArgumentNullException.ThrowIfNull(follow);
        return IsGiven ? new(true, follow(Value)) : default;
    }
}
