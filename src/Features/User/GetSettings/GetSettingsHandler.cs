namespace Rupaya.Features.User.GetSettings;

internal sealed class GetSettingsHandler(UserGate gate)
{
    public async Task<Result<Reply<SettingsView>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var user = await gate.ReadAsync(caller, cancellation);
        return user.IsSuccess ? Reply.Ok<SettingsView>(SettingsView.From(user.Value)) : user.Error!;
    }
}
