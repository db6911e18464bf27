namespace Rupaya.Features.User.GetProfile;

internal sealed class GetProfileHandler(UserGate gate)
{
    public async Task<Result<Reply<UserView>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        return user.IsSuccess ? Reply.Ok<UserView>(UserView.From(user.Value)) : user.Error!;
    }
}
