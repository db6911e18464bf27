using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Categories.CreateCategory;

internal sealed class CreateCategoryHandler(BookDoor door)
{
    public Task<Result<Reply<CategoryView>>> HandleAsync(CreateCategoryRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<CategoryView>(
            caller,
            BookReads.Nothing,
            async (book, commit, c) =>
            {
                var category = Compose(request, book, commit.NextSeq);
                if ((await CategoryTree.LoadAsync(book, c)).Check(category) is { } refused)
                {
                    return refused;
                }
                commit.Record(null, category);
                return Reply.Created<CategoryView>(
                    CategoryView.From(category),
                    $"/api/v1/categories/{category.CategoryId}",
                    CategoryView.ETag(category)
                );
            },
            cancellation
        );

    private static Category Compose(CreateCategoryRequest request, LockedBook book, long version) =>
        new()
        {
            BookId = book.BookId,
            CategoryId = Guid.CreateVersion7(book.At),
            Name = request.Name!.Trim(),
            Kind = request.Kind!,
            ParentId = request.ParentId,
            Icon = request.Icon,
            Color = request.Color,
            IsSystem = false,
            Version = version,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
}
