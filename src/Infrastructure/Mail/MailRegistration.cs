using Microsoft.Extensions.DependencyInjection;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Mail;

/// <summary>Settings of mail; the sending itself is the workers'.</summary>
internal static class MailRegistration
{
    public static void AddMail(this IServiceCollection services) => services.AddChecked<MailOptions>("Mail", o => o.Problem());
}
