namespace Rupaya.Features.Auth.Refresh;

internal sealed class RefreshHandler(SessionRotation rotation)
{
    public async Task<Result<Reply<SessionTokens>>> HandleAsync(RefreshRequest request, string? ip, CancellationToken cancellation)
    {
        var rotated = await rotation.RotateAsync(request.RefreshToken, request.AttemptId, web: false, ip, cancellation);
        return rotated.IsSuccess ? Reply.Ok<SessionTokens>(rotated.Value.Tokens) : rotated.Error!;
    }
}
