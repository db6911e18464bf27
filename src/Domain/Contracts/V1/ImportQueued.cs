namespace Rupaya.Domain.Contracts.V1;

/// <summary>A statement file was stored and waits to be imported.</summary>
/// <param name="BookId">The book.</param>
/// <param name="ImportId">The import, whose file is in <c>import_files</c>.</param>
/// <param name="OccurredAt">UTC.</param>
public sealed record ImportQueued(Guid BookId, Guid ImportId, DateTimeOffset OccurredAt);
