using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.User.UpdateProfile;

internal sealed class UpdateProfileHandler(UserDoor door)
{
    public Task<Result<Reply<UserView>>> HandleAsync(UpdateProfileRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<UserView>(caller, work => Update(work, request), cancellation);

    private static Result<Reply<UserView>> Update(UserChanges work, UpdateProfileRequest request)
    {
        var user = work.User with
        {
            Name = request.Name ?? work.User.Name,
            Currency = request.Currency ?? work.User.Currency,
            TimeZone = request.TimeZone ?? work.User.TimeZone,
        };
        work.Add(
            Command(
                "update users set name = $2, currency = $3, time_zone = $4, updated_at = $5 where user_id = $1",
                Parameter(user.UserId),
                Parameter(user.Name),
                Parameter(user.Currency),
                Parameter(user.TimeZone),
                Parameter(work.Now)
            )
        );
        work.Audit("profile.changed");
        return Reply.Ok<UserView>(UserView.From(user));
    }
}
