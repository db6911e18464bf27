using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Text;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Http.Files;

/// <summary>Streams the rows of a query as a JSON array or as CSV (RFC 4180, UTF-8 with byte order mark); what waits to be written is bounded.</summary>
public static class RowWriter
{
    private const int Piece = 64 * 1024;

    /// <summary>Writes each row as an object with the columns as members.</summary>
    public static Task JsonAsync(NpgsqlDataReader reader, Stream stream, CancellationToken cancellation)
    {
        var columns = Enumerable
            .Range(0, reader.FieldCount)
            .Select(i =>
                (JsonEncodedText.Encode(reader.GetName(i), Json.Options.Encoder), IsJson: reader.GetDataTypeName(i) is "json" or "jsonb")
            )
            .ToArray();
        return JsonAsync(reader, stream, (row, json) => WriteRow(row, columns, json), cancellation);
    }

    /// <summary>Writes each row as <paramref name="write"/> says.</summary>
    public static async Task JsonAsync(
        NpgsqlDataReader reader,
        Stream stream,
        Action<NpgsqlDataReader, Utf8JsonWriter> write,
        CancellationToken cancellation
    )
    {
        var piece = new ArrayBufferWriter<byte>(2 * Piece);
        await using var json = new Utf8JsonWriter(piece, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        var first = true;
        while (await reader.ReadAsync(cancellation))
        {
            piece.Write(first ? "[\n"u8 : ",\n"u8);
            write(reader, json);
            json.Flush();
            json.Reset();
            first = false;
            if (piece.WrittenCount >= Piece)
            {
                await stream.WriteAsync(piece.WrittenMemory, cancellation);
                piece.ResetWrittenCount();
            }
        }
        piece.Write(first ? "[]\n"u8 : "\n]\n"u8);
        await stream.WriteAsync(piece.WrittenMemory, cancellation);
    }

    /// <summary>Writes the names of the columns, then each row; text is guarded against formulas of spreadsheets.</summary>
    public static async Task CsvAsync(NpgsqlDataReader reader, Stream stream, CancellationToken cancellation)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Piece, leaveOpen: true);
        var piece = new StringBuilder().AppendJoin(',', Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)).Append("\r\n");
        while (await reader.ReadAsync(cancellation))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                piece.Append(i == 0 ? "" : ",").Append(Cell(reader.GetValue(i)));
            }
            piece.Append("\r\n");
            if (piece.Length >= Piece)
            {
                await text.WriteAsync(piece, cancellation);
                piece.Clear();
            }
        }
        await text.WriteAsync(piece, cancellation);
    }

    /// <summary>
    /// A value as a CSV cell: text as <see cref="SpreadsheetText"/>, a list as <see cref="TagList"/>; numbers are left alone, a minus belongs to them.
    /// </summary>
    internal static string Cell(object value) =>
        value switch
        {
            DBNull => "",
            string s => Quote(SpreadsheetText.Guard(s)),
            string[] list => Cell(TagList.Join(list)),
            bool b => b ? "true" : "false",
            DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime t => t.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => Quote(value.ToString() ?? ""),
        };

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void WriteRow(NpgsqlDataReader reader, (JsonEncodedText Name, bool IsJson)[] columns, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var i = 0; i < columns.Length; i++)
        {
            json.WritePropertyName(columns[i].Name);
            var value = reader.GetValue(i);
            if (columns[i].IsJson && value is string text)
            {
                json.WriteRawValue(text);
            }
            else
            {
                WriteValue(value, json);
            }
        }
        json.WriteEndObject();
    }

    // The commonest without asking the serializer for each cell; it would write them the same way.
    private static void WriteValue(object value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case DBNull:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case Guid id:
                json.WriteStringValue(id);
                break;
            case DateTime instant:
                JsonSerializer.Serialize(json, new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)), Json.Options);
                break;
            default:
                JsonSerializer.Serialize(json, value, value.GetType(), Json.Options);
                break;
        }
    }
}
