using System.Data;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Identity.Oidc;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.ExportData;

internal sealed class ExportDataHandler(UserDoor door, UserKeys keys, TemporaryFiles spool, NpgsqlDataSource database, TimeProvider clock)
{
    private const string AuditText = "select subject_id, n, at, event, data, personal from audit_log where subject_id = $1 order by n";

    private const string IdentitiesText = """
        select provider, issuer, subject, created_at, last_used_at, email from user_identities where user_id = $1 order by identity_id
        """;

    public async Task<Result<StreamedAnswer>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var audited = await door.WriteAsync<byte[]>(caller, Audited, cancellation);
        if (!audited.IsSuccess)
        {
            return audited.Error!;
        }
        var name = $"rupaya-{clock.GetUtcNow():yyyy-MM-dd}.zip";
        return new StreamedAnswer(
            "application/zip",
            name,
            await spool.WriteAsync((file, c) => WriteAsync(caller.UserId, file, c), cancellation)
        );
    }

    private static Result<Reply<byte[]>> Audited(UserChanges work)
    {
        work.Audit("data.exported");
        return Reply.NoContent<byte[]>();
    }

    private async Task WriteAsync(Guid userId, Stream body, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var zip = await ZipArchive.CreateAsync(
            body,
            ZipArchiveMode.Create,
            leaveOpen: true,
            entryNameEncoding: null,
            cancellation
        );
        foreach (var (name, sql) in ExportSections.All)
        {
            await WriteAsync(zip, $"{name}.json", connection, Command(sql, Parameter(userId)), RowWriter.JsonAsync, cancellation);
            await WriteAsync(zip, $"{name}.csv", connection, Command(sql, Parameter(userId)), RowWriter.CsvAsync, cancellation);
        }
        var key = await UserKeys.FindAsync(connection, userId, cancellation) is { } wrapped ? keys.Unwrap(userId, wrapped) : null;
        await WriteAuditAsync(zip, connection, userId, key, cancellation);
        await WriteIdentitiesAsync(zip, connection, userId, key, cancellation);
    }

    private static async Task WriteAsync(
        ZipArchive zip,
        string name,
        NpgsqlConnection connection,
        NpgsqlBatchCommand query,
        Func<NpgsqlDataReader, Stream, CancellationToken, Task> write,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(query);
        await using var reader = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
        await write(reader, entry, cancellation);
    }

    private static Task WriteAuditAsync(
        ZipArchive zip,
        NpgsqlConnection connection,
        Guid userId,
        byte[]? key,
        CancellationToken cancellation
    ) =>
        WriteAsync(
            zip,
            "audit.json",
            connection,
            Command(AuditText, Parameter(userId)),
            (reader, stream, c) =>
                RowWriter.JsonAsync(reader, stream, (row, json) => JsonSerializer.Serialize(json, Open(row, key), Json.Options), c),
            cancellation
        );

    private static Task WriteIdentitiesAsync(
        ZipArchive zip,
        NpgsqlConnection connection,
        Guid userId,
        byte[]? key,
        CancellationToken cancellation
    ) =>
        WriteAsync(
            zip,
            "identities.json",
            connection,
            Command(IdentitiesText, Parameter(userId)),
            (reader, stream, c) =>
                RowWriter.JsonAsync(
                    reader,
                    stream,
                    (row, json) => JsonSerializer.Serialize(json, Identity(userId, row, key), Json.Options),
                    c
                ),
            cancellation
        );

    private static object Identity(Guid userId, NpgsqlDataReader reader, byte[]? key) =>
        new
        {
            Provider = reader.GetString(0),
            Issuer = reader.GetString(1),
            Subject = reader.GetString(2),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
            LastUsedAt = reader.GetFieldValue<DateTimeOffset>(4),
            Email = Identities.OpenEmail(userId, key, reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5)),
        };

    private static object Open(NpgsqlDataReader reader, byte[]? key)
    {
        var subject = reader.GetGuid(0);
        return new
        {
            N = reader.GetInt64(1),
            At = reader.GetFieldValue<DateTimeOffset>(2),
            Event = reader.GetString(3),
            Data = AuditJson.Parse(reader.GetString(4)),
            Personal = AuditJson.Parse(AuditTrail.Open(subject, key, reader.GetFieldValue<byte[]>(5))),
        };
    }
}
