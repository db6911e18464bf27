using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Exports;

/// <summary>Streams the rows of a query as a JSON array or as CSV (RFC 4180, UTF-8 with byte order mark), a row at a time.</summary>
internal static class RowWriter
{
    public static Task JsonAsync(NpgsqlDataReader reader, Stream stream, CancellationToken cancellation) =>
        JsonAsync(reader, stream, ReadRow, cancellation);

    public static async Task JsonAsync(
        NpgsqlDataReader reader,
        Stream stream,
        Func<NpgsqlDataReader, object> read,
        CancellationToken cancellation
    )
    {
        var first = true;
        while (await reader.ReadAsync(cancellation))
        {
            await stream.WriteAsync(first ? "[\n"u8.ToArray() : ",\n"u8.ToArray(), cancellation);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(read(reader), Json.Options), cancellation);
            first = false;
        }
        await stream.WriteAsync(first ? "[]\n"u8.ToArray() : "\n]\n"u8.ToArray(), cancellation);
    }

    public static async Task CsvAsync(NpgsqlDataReader reader, Stream stream, CancellationToken cancellation)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true)
        {
            NewLine = "\r\n",
        };
        await text.WriteLineAsync(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)));
        while (await reader.ReadAsync(cancellation))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                await text.WriteAsync(i == 0 ? "" : ",");
                await text.WriteAsync(Cell(reader.GetValue(i)));
            }
            await text.WriteLineAsync();
        }
    }

    /// <summary>
    /// A value as a CSV cell. Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection); numbers are left
    /// alone, a minus belongs to them.
    /// </summary>
    public static string Cell(object value) =>
        value switch
        {
            DBNull => "",
            string s => Quote(
                s.Length > 0 && s[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? $"'{s}" : s
            ),
            string[] list => Cell(string.Join(' ', list)),
            bool b => b ? "true" : "false",
            DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime t => t.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => Quote(value.ToString() ?? ""),
        };

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Dictionary<string, object?> ReadRow(NpgsqlDataReader reader)
    {
        var row = new Dictionary<string, object?>(reader.FieldCount, StringComparer.Ordinal);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            row[reader.GetName(i)] = reader.GetValue(i) switch
            {
                DBNull => null,
                DateTime t => new DateTimeOffset(DateTime.SpecifyKind(t, DateTimeKind.Utc)),
                var value => value,
            };
        }
        return row;
    }
}
