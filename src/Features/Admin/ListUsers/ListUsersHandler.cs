using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Admin.ListUsers;

internal sealed class ListUsersHandler(RupayaDbContext context)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Reply<IEnumerable<AdminUserView>>>> HandleAsync(
        ListUsersRequest request,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var limit = request.Limit ?? DefaultLimit;
        var users = context.Users.AsQueryable();
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var pattern = $"%{request.Q.Trim().Replace("\\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
            users = users.Where(u => EF.Functions.ILike(u.Email, pattern) || EF.Functions.ILike(u.Name, pattern));
        }
        if (request.Cursor is { } before)
        {
            users = users.Where(u => u.UserId.CompareTo(before) < 0);
        }
        var page = await users
            .OrderByDescending(u => u.UserId)
            .Take(limit + 1)
            .Select(u => new AdminUserView(
                u.UserId,
                u.Email,
                u.Name,
                u.Role,
                u.EmailVerified,
                u.MfaEnabled,
                u.BannedAt,
                u.EraseAt,
                u.CreatedAt,
                context.Sessions.Where(s => s.UserId == u.UserId).Max(s => (DateTimeOffset?)s.LastSeenAt)
            ))
            .ToListAsync(cancellation);
        if (page.Count > limit)
        {
            page.RemoveAt(limit);
            Cursor.AddLink(http, page[^1].Id.ToString());
        }
        return Reply.Ok<IEnumerable<AdminUserView>>(page);
    }
}
