using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Mail;

/// <summary>Settings of mail, and the sending for processes that do it.</summary>
public static class MailRegistration
{
    /// <summary>The settings, which every process checks.</summary>
    internal static void AddMail(this IServiceCollection services) => services.AddChecked<MailOptions>("Mail", o => o.Problem());

    /// <summary>The sending by the settings, as <see cref="IMailer"/>.</summary>
    public static void AddMailSending(this IServiceCollection services)
    {
        services.AddSingleton<IMailer, Mailer>();
        services.AddSingleton<SmtpDelivery>();
        services.AddSingleton<SentMails>();
    }
}
