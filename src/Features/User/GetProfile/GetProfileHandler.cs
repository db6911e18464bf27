namespace Rupaya.Features.User.GetProfile;

internal sealed class GetProfileHandler(UserGate gate)
{
    public async Task<Result<Answer>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        return user.IsSuccess ? Answer.Ok(UserView.From(user.Value)) : user.Error!;
    }
}
