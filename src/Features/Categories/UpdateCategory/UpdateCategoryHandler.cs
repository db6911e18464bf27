using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Categories.UpdateCategory;

internal sealed class UpdateCategoryHandler(BookDoor door)
{
    public Task<Result<Reply<CategoryView>>> HandleAsync(
        Guid categoryId,
        UpdateCategoryRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<CategoryView>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) => Decide(await CategoryTree.LoadAsync(book, c), categoryId, request, ifMatch, book, commit),
            cancellation
        );

    private static Result<Reply<CategoryView>> Decide(
        CategoryTree tree,
        Guid categoryId,
        UpdateCategoryRequest request,
        IfMatch ifMatch,
        LockedBook book,
        BookCommit commit
    )
    {
        if (tree.Find(categoryId) is not { } before)
        {
            return Error.NotFound("Category");
        }
        var after = Apply(request, before) with { Version = commit.NextSeq, UpdatedAt = book.At };
        if ((ifMatch.Check(before.Version) ?? tree.Check(after)) is { } refused)
        {
            return refused;
        }
        commit.Record(before, after);
        return Reply.Ok<CategoryView>(CategoryView.From(after), CategoryView.ETag(after));
    }

    private static Category Apply(UpdateCategoryRequest request, Category before) =>
        before with
        {
            Name = request.Name.Or(before.Name)!.Trim(),
            ParentId = request.ParentId.Or(before.ParentId),
            Icon = request.Icon.Or(before.Icon),
            Color = request.Color.Or(before.Color),
        };
}
