using MimeKit;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Mail;

/// <summary>How mail leaves. Bound from <c>Mail</c>. Host for SMTP, else Directory for files, else mail is not sent and each one is logged.</summary>
public sealed record MailOptions
{
    internal string Host { get; init; } = "";

    internal int Port { get; init; } = 587;

    internal string User { get; init; } = "";

    internal string Password { get; init; } = "";

    /// <summary>STARTTLS; required towards a host that is not on loopback.</summary>
    internal bool Tls { get; init; } = true;

    internal int TimeoutSeconds { get; init; } = 20;

    /// <summary>For development: each mail becomes an .eml file here.</summary>
    internal string Directory { get; init; } = "";

    internal string From { get; init; } = "Rupaya <no-reply@rupaya.example>";

    /// <summary>Where the app's pages are; tokens are put behind the #, which browsers do not send to servers.</summary>
    public string AppUrl { get; init; } = "https://app.rupaya.example";

    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
    };

    /// <summary>Null when valid, else what to mend; never contains a secret.</summary>
    internal string? Problem() =>
        !MailboxAddress.TryParse(Strict, From, out _) ? "Mail:From is not a mail address."
        : !Uri.TryCreate(AppUrl, UriKind.Absolute, out _) ? "Mail:AppUrl is not an absolute address."
        : Host.Length > 0 && !Tls && !TransportSecurity.IsLoopback(Host) ? "Mail:Tls must be on: Mail:Host is not on loopback."
        : User.Length == 0 != (Password.Length == 0) ? "Mail:User and Mail:Password go together."
        : Span.Problem(new("Mail:Port", Port, 1, 65_535), new("Mail:TimeoutSeconds", TimeoutSeconds, 1, 600));
}
