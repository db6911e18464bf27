namespace Rupaya.Domain.Users;

/// <summary>What a user has to show before something grave.</summary>
/// <param name="SecondFactor">Two-step sign-in is on: a second factor is part of it.</param>
/// <param name="FirstFactor">The session is older than two-step sign-in: who switched that on may not have known the password.</param>
public sealed record StepUpNeed(bool SecondFactor, bool FirstFactor)
{
    /// <summary>True when these methods are enough.</summary>
    public bool IsMetBy(IReadOnlyList<string> methods) =>
        methods.Count > 0
        && (!SecondFactor || methods.Any(SigninMethods.IsSecondFactor))
        && (!FirstFactor || methods.Any(SigninMethods.IsFirstFactor));
}

/// <summary>What a session has shown of its user.</summary>
/// <param name="At">UTC: from then the window counts; null for never.</param>
/// <param name="Methods">What was shown.</param>
public sealed record Authentication(DateTimeOffset? At, IReadOnlyList<string> Methods)
{
    /// <summary>UTC: until when something grave may be done; null when it may not.</summary>
    public DateTimeOffset? ValidUntil(DateTimeOffset now, TimeSpan window, StepUpNeed need) =>
        IsWithin(now, window) && need.IsMetBy(Methods) ? At!.Value + window : null;

    /// <summary>
    /// The same after one proof more. One that suffices begins a new window; one that is only a part of what is needed joins the window that runs,
    /// so that no part is ever older than the window.
    /// </summary>
    public Authentication With(IReadOnlyList<string> shown, DateTimeOffset now, TimeSpan window, StepUpNeed need)
    {
        var runs = IsWithin(now, window) && Methods.Count > 0;
        List<string> all = [.. (runs ? Methods : []).Concat(shown).Distinct(StringComparer.Ordinal)];
        return new Authentication(runs && !need.IsMetBy(shown) ? At : now, all);
    }

    private bool IsWithin(DateTimeOffset now, TimeSpan window) => At is { } at && now - at <= window;
}
