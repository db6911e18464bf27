using Microsoft.Extensions.Options;
using QRCoder;

namespace Rupaya.Features.Auth.SetupMfa;

internal sealed class SetupMfaHandler(UserDoor door, SecondFactor factor, IOptions<SecurityOptions> options)
{
    private const int PixelsPerModule = 5;

    public Task<Result<Reply<MfaSetup>>> HandleAsync(Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<MfaSetup>(caller, SetUp, cancellation);

    private Result<Reply<MfaSetup>> SetUp(UserChanges work)
    {
        if (work.User.MfaEnabled)
        {
            return Problems.MfaEnabled.Because("Two-step sign-in is on already; disable it first.");
        }
        var (secret, codes) = factor.SetUp(work);
        work.Audit("mfa.set_up");
        var uri = Totp.Uri(options.Value.Issuer, work.User.Email, secret);
        return Reply.Ok<MfaSetup>(new MfaSetup(secret, uri, $"data:image/png;base64,{Convert.ToBase64String(Qr(uri))}", codes));
    }

    private static byte[] Qr(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return png.GetGraphic(PixelsPerModule);
    }
}
