namespace Rupaya.Features.User.GetSettings;

internal sealed class GetSettingsHandler(UserGate gate)
{
    public async Task<Result<Answer>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        return user.IsSuccess ? Answer.Ok(SettingsView.From(user.Value)) : user.Error!;
    }
}
