using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>The model while it is made. Columns are the snake_case names of properties.</summary>
internal sealed partial class TableModel(ModelBuilder model)
{
    /// <summary>Adds the tables of every area.</summary>
    public void AddAll()
    {
        foreach (var type in typeof(ITables).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ITables))))
        {
            ((ITables)Activator.CreateInstance(type)!).AddTo(this);
        }
    }

    /// <summary>Adds a table.</summary>
    /// <param name="name">As the migrations call it.</param>
    /// <param name="configure">Its key, and what follows from no convention.</param>
    public void Add<T>(string name, Action<EntityTypeBuilder<T>> configure)
        where T : class
    {
        var entity = model.Entity<T>();
        entity.ToTable(name);
        configure(entity);
        foreach (var property in entity.Metadata.GetProperties())
        {
            property.SetColumnName(WordStart().Replace(property.Name, "_$0").ToLowerInvariant());
        }
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
