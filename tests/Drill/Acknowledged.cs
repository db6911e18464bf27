using System.Globalization;

namespace Rupaya.Drill;

/// <summary>A write that the product answered with success.</summary>
/// <param name="TransactionId">What was written.</param>
/// <param name="Begun">When it was sent.</param>
/// <param name="At">When the answer came.</param>
internal sealed record Acknowledged(Guid TransactionId, DateTimeOffset Begun, DateTimeOffset At)
{
    public static List<Acknowledged> Read(string file) => [.. File.ReadLines(file).Select(Parse)];

    public override string ToString() => $"{TransactionId} {Begun:O} {At:O}";

    private static Acknowledged Parse(string line)
    {
        var parts = line.Split(' ');
        return new Acknowledged(Guid.Parse(parts[0]), Moment(parts[1]), Moment(parts[2]));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
