namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>The tables of one area. Found by scanning: a new area adds a class of its own.</summary>
internal interface ITables
{
    /// <summary>Adds each with its key.</summary>
    void AddTo(TableModel tables);
}
