using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Security;

namespace Rupaya.Features.User.GetProfile;

internal sealed class GetProfileHandler(RupayaDbContext context, TimeProvider clock)
{
    public async Task<Result<Answer>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var user = await (
            from s in context.Sessions
            where s.SessionId == caller.SessionId && s.UserId == caller.UserId && s.RevokedAt == null && s.ExpiresAt > now
            join u in context.Users on s.UserId equals u.UserId
            select u
        ).FirstOrDefaultAsync(cancellation);
        return user is null ? Error.InvalidToken : Answer.Ok(UserView.From(user));
    }
}
