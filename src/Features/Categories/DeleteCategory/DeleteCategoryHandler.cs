using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Categories.DeleteCategory;

internal sealed class DeleteCategoryHandler(BookDoor door)
{
    private static readonly Error InUse = Problems.CategoryInUse.Error;

    public Task<Result<Reply<MergedCategory>>> HandleAsync(
        Guid categoryId,
        Guid? moveTo,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<MergedCategory>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var tree = await CategoryTree.LoadAsync(book, c);
                if (tree.Find(categoryId) is not { } category || (moveTo is not null && tree.Find(moveTo) is null))
                {
                    return Error.NotFound("Category");
                }
                if (ifMatch.Check(category.Version) is { } stale)
                {
                    return stale;
                }
                return moveTo is null
                    ? await DeleteAsync(category, tree, book, commit, c)
                    : await MergeAsync(category, tree.Find(moveTo)!, tree, book, commit, c);
            },
            cancellation
        );

    private static async Task<Result<Reply<MergedCategory>>> DeleteAsync(
        Category category,
        CategoryTree tree,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        if (
            await CategoryMerge.HoldsAsync(book, category.CategoryId, cancellation)
            || tree.ChildrenOf(category.CategoryId).Any()
            || (await BudgetSql.AllAsync(book, cancellation)).Exists(b => b.CategoryId == category.CategoryId)
            || (await RecurringSql.InCategoryAsync(book, category.CategoryId, cancellation)).Count > 0
        )
        {
            return InUse;
        }
        End(category, book, commit);
        return Reply.NoContent<MergedCategory>();
    }

    private static async Task<Result<Reply<MergedCategory>>> MergeAsync(
        Category category,
        Category target,
        CategoryTree tree,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        if (target.CategoryId == category.CategoryId)
        {
            return Error.Field("moveTo", "Must be another category.");
        }
        if (target.Kind != category.Kind)
        {
            return Problems.CategoryKind.About("moveTo");
        }
        await book.UseCustomPlansAsync(cancellation);
        var held = await CategoryMerge.CountAsync(book, category.CategoryId, cancellation);
        await commit.RecordManyAsync(
            held,
            ("category.merged", category.CategoryId),
            first => CategoryMerge.Move(book, category.CategoryId, target.CategoryId, first),
            cancellation
        );
        var merged = await BudgetMerge.MoveAsync(category.CategoryId, target.CategoryId, book, commit, cancellation);
        foreach (var recurring in await RecurringSql.InCategoryAsync(book, category.CategoryId, cancellation))
        {
            var moved = recurring.MovedTo(category.CategoryId, target.CategoryId) with { Version = commit.NextSeq, UpdatedAt = book.At };
            commit.Record("recurring", recurring.RecurringId, recurring, deleted: false, RecurringSql.Update(moved));
        }
        // Two levels: a child takes the target for its parent, or the target's parent; the target itself moves to the top first.
        var top = target.ParentId == category.CategoryId ? null : target.ParentId;
        foreach (var child in tree.ChildrenOf(category.CategoryId).OrderByDescending(c => c.CategoryId == target.CategoryId))
        {
            var parent = child.CategoryId == target.CategoryId ? (Guid?)null : top ?? target.CategoryId;
            commit.Record(child, child with { ParentId = parent, Version = commit.NextSeq, UpdatedAt = book.At });
        }
        End(category, book, commit);
        return merged.Count == 0
            ? Reply.NoContent<MergedCategory>()
            : Reply.Ok<MergedCategory>(new MergedCategory(target.CategoryId, merged));
    }

    private static void End(Category category, LockedBook book, BookCommit commit)
    {
        var seq = commit.NextSeq;
        commit.Record(category, category with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq });
    }
}
