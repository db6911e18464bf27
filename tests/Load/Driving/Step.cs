namespace Rupaya.Load.Driving;

/// <summary>A stretch of a profile.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="From">Users at its beginning.</param>
/// <param name="To">Users at its end; they come and go evenly.</param>
/// <param name="Seconds">How long it takes.</param>
internal sealed record Step(string Name, int From, int To, int Seconds)
{
    /// <summary>Users who are there after so many seconds.</summary>
    public double UsersAt(double seconds) => From + ((To - From) * seconds / Seconds);

    /// <summary>When the users' seconds add up to that many: ∫ UsersAt, solved for its end.</summary>
    /// <returns>Seconds from the beginning; later than the end where the step has fewer.</returns>
    public double WhenUsed(double userSeconds)
    {
        var slope = (To - From) / (2.0 * Seconds);
        if (slope == 0)
        {
            return userSeconds / Math.Max(From, 0.001);
        }
        var root = (From * (double)From) + (4 * slope * userSeconds);
        return root < 0 ? Seconds + 1 : (Math.Sqrt(root) - From) / (2 * slope);
    }
}

/// <summary>How many users there are, and when. With no steps: one user who asks again as soon as there is an answer.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="Steps">One after the other.</param>
internal sealed record Profile(string Name, IReadOnlyList<Step> Steps)
{
    /// <summary>Seconds that the sequential profile takes.</summary>
    public const int SequentialSeconds = 10;

    public static IReadOnlyList<Profile> All { get; } =
    [
        new("baseline", []),
        new("load", [new("ramp to 50", 1, 50, 20), new("50 users", 50, 50, 40)]),
        new(
            "stress",
            [new("ramp to 100", 1, 100, 15), new("to 250", 100, 250, 15), new("to 500", 250, 500, 15), new("500 users", 500, 500, 30)]
        ),
        new("spike", [new("10 users", 10, 10, 15), new("200 at once", 200, 200, 30), new("10 again", 10, 10, 15)]),
        new("soak", [new("5 minutes", 50, 50, 300), new("to 30 minutes", 50, 50, 1500)]),
    ];

    public int Seconds => Steps.Count == 0 ? SequentialSeconds : Steps.Sum(s => s.Seconds);
}
