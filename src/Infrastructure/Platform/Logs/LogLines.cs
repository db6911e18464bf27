using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Platform.Logs;

/// <summary>Sends the log to the console, a JSON object a line.</summary>
public static class LogLines
{
    /// <summary>Adds the console as the place where the log goes.</summary>
    public static void AddLines(this ILoggingBuilder logging, ProcessInfo process)
    {
        logging.Services.AddHttpContextAccessor();
        logging.Services.AddSingleton(process);
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging
            .AddConsole(options => options.FormatterName = LineFormatter.FormatterName)
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
    }
}
