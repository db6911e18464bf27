using System.Globalization;
using System.Text;

namespace Rupaya.Integration.Fixtures;

/// <summary>A span as it came over the wire.</summary>
/// <param name="Process">Which process sent it (<c>service.instance.id</c>).</param>
/// <param name="Scope">The source that made it.</param>
/// <param name="TraceId">Hexadecimal, as the other ids.</param>
/// <param name="SpanId">Its own.</param>
/// <param name="Parent">Empty for none.</param>
/// <param name="Name">What is done.</param>
/// <param name="Attributes">Numbers as texts.</param>
internal sealed record OtlpSpan(
    string Process,
    string Scope,
    string TraceId,
    string SpanId,
    string Parent,
    string Name,
    IReadOnlyDictionary<string, string> Attributes
)
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c> (opentelemetry-proto, trace/v1).</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request)
    {
        foreach (var resource in Messages(request, 1))
        {
            var process = Messages(resource, 1).Select(r => Attributed(r, 1)).Single()["service.instance.id"];
            foreach (var scope in Messages(resource, 2))
            {
                var name = Messages(scope, 1).Select(s => Text(s, 1)).SingleOrDefault("");
                foreach (var span in Messages(scope, 2))
                {
                    yield return new OtlpSpan(process, name, Id(span, 1), Id(span, 2), Id(span, 4), Text(span, 5), Attributed(span, 9));
                }
            }
        }
    }

    private static Dictionary<string, string> Attributed(ReadOnlyMemory<byte> message, int field) =>
        Messages(message, field).ToDictionary(pair => Text(pair, 1), pair => Value(Messages(pair, 2).Single()), StringComparer.Ordinal);

    // AnyValue: a text, a truth or a whole number; others are not looked at.
    private static string Value(ReadOnlyMemory<byte> value) =>
        Fields(value)
            .Select(f => f.Number is 1 ? Encoding.UTF8.GetString(f.Bytes.Span) : f.Whole.ToString(CultureInfo.InvariantCulture))
            .FirstOrDefault("");

    private static string Id(ReadOnlyMemory<byte> message, int field) =>
        Messages(message, field).Select(b => Convert.ToHexStringLower(b.Span)).SingleOrDefault("");

    private static string Text(ReadOnlyMemory<byte> message, int field) =>
        Messages(message, field).Select(b => Encoding.UTF8.GetString(b.Span)).SingleOrDefault("");

    private static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field) =>
        Fields(message).Where(f => f.Number == field).Select(f => f.Bytes);

    private static List<(int Number, ulong Whole, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int, ulong, ReadOnlyMemory<byte>)>();
        while (!message.IsEmpty)
        {
            var tag = Whole(ref message);
            var (number, length) = ((int)(tag >> 3), 0);
            switch (tag & 7)
            {
                case 0:
                    fields.Add((number, Whole(ref message), default));
                    continue;
                case 1:
                    length = 8;
                    break;
                case 2:
                    length = (int)Whole(ref message);
                    break;
                case 5:
                    length = 4;
                    break;
            }
            fields.Add((number, 0, message[..length]));
            message = message[length..];
        }
        return fields;
    }

    private static ulong Whole(ref ReadOnlyMemory<byte> message)
    {
        var (value, shift) = (0ul, 0);
        while (true)
        {
            var next = message.Span[0];
            message = message[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
            shift += 7;
        }
    }
}
