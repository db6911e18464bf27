using System.Globalization;
using Rupaya.Domain.Calendars;

namespace Rupaya.Infrastructure.Figures;

/// <summary>What a figure takes. Its key is part of the cache field and the tag, and leads back to it.</summary>
public interface IFigureParameters<TSelf>
    where TSelf : IFigureParameters<TSelf>
{
    /// <summary>The same for the same parameters, and for no others. Its dates are days that the figure is about.</summary>
    string Key { get; }

    /// <summary>The parameters of a key.</summary>
    static abstract TSelf Parse(string key);
}

/// <summary>A figure of a day.</summary>
/// <param name="Today">The day in the book's zone.</param>
public sealed record TodayParameters(DateOnly Today) : IFigureParameters<TodayParameters>
{
    /// <inheritdoc/>
    public string Key => FigureText.Of(Today);

    /// <inheritdoc/>
    public static TodayParameters Parse(string key) => new(FigureText.Day(key));
}

/// <summary>A figure of some days or months up to a day, or from it on.</summary>
/// <param name="Count">How many days or months.</param>
/// <param name="Today">The day in the book's zone.</param>
public sealed record CountParameters(int Count, DateOnly Today) : IFigureParameters<CountParameters>
{
    /// <inheritdoc/>
    public string Key => $"{Count}&{FigureText.Of(Today)}";

    /// <inheritdoc/>
    public static CountParameters Parse(string key)
    {
        var parts = key.Split('&');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), FigureText.Day(parts[1]));
    }
}

/// <summary>A figure of a range.</summary>
/// <param name="Kind">What is shown of it, or in which parts.</param>
/// <param name="Range">Civil days of the book, both ends.</param>
public sealed record RangeParameters(string Kind, DateRange Range) : IFigureParameters<RangeParameters>
{
    /// <inheritdoc/>
    public string Key => $"{Kind}&{FigureText.Of(Range)}";

    /// <inheritdoc/>
    public static RangeParameters Parse(string key)
    {
        var parts = key.Split('&');
        return new(parts[0], FigureText.Range(parts[1], parts[2]));
    }
}

/// <summary>What the dashboard shows.</summary>
/// <param name="Period">week, month, year or custom.</param>
/// <param name="Range">Its days.</param>
/// <param name="Today">What balances of today are of; no day that the figure is about.</param>
public sealed record DashboardParameters(string Period, DateRange Range, DateOnly Today) : IFigureParameters<DashboardParameters>
{
    /// <inheritdoc/>
    public string Key => $"{Period}&{FigureText.Of(Range)}&@{FigureText.Of(Today)}";

    /// <inheritdoc/>
    public static DashboardParameters Parse(string key)
    {
        var parts = key.Split('&');
        return new(parts[0], FigureText.Range(parts[1], parts[2]), FigureText.Day(parts[3][1..]));
    }
}
