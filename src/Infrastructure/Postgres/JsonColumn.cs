using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>A list that is kept as JSON in a column of its row.</summary>
internal static class JsonColumn
{
    public static void IsJson<T>(this PropertyBuilder<IReadOnlyList<T>> property) =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                list => JsonSerializer.Serialize(list, Json.Options),
                json => JsonSerializer.Deserialize<T[]>(json, Json.Options)!,
                // Rows are read, never tracked and changed.
                new ValueComparer<IReadOnlyList<T>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => list)
            );
}
