using System.Net.Http;
using System.Security.Cryptography;
using Npgsql;
using RabbitMQ.Client.Exceptions;
using Rupaya.Infrastructure.Postgres;
using StackExchange.Redis;

namespace Rupaya.Host.Secrets;

/// <summary>
/// The secrets of an installation: <c>secrets …</c>, in a store of environment files or, with <c>--store -</c>, from standard input to standard output.
/// None of them is ever shown, and none stands on a command line.
/// </summary>
internal static class SecretsCommand
{
    private const string Usage = """
        rupaya secrets <what> [--store FILE …]

          validate [--connect]         look at all settings, and with --connect at each server: ok or WRONG
          rotate token [--after SECONDS] [--leaked]
          rotate master [--after SECONDS]
                                       a new one, which is used after so long (3600): replace all processes meanwhile
          rotate jwt                   a new signing key; no process need be replaced
          rotate postgres|redis|rabbitmq
                                       a second login; replace all processes, then finish
          rotate api-key NAME          take what another service gave from standard input
          rotate backup                a new key for a new repository of backups
          finish master|postgres|redis|rabbitmq|backup [--wait SECONDS]
                                       end the old one, once nothing uses it
          backup FILE [--age RECIPIENT] [--force]
                                       seal the store, under a passphrase from standard input or for an age key
          restore FILE [--identity FILE] [--force]
                                       bring it back; what is there with another value stays unless forced

        A store is a file of lines NAME=value; - is standard input, and what becomes of it goes to standard output.
        """;

    public static Task<int> RunAsync(string[] arguments) => RunAsync(arguments, TimeProvider.System);

    public static async Task<int> RunAsync(string[] arguments, TimeProvider clock)
    {
        var parsed = SecretsArguments.Parse(arguments);
        if (parsed.Words is not ([_] or [_, _] or ["rotate", "api-key", _]))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        using var store = SecretStore.Open(parsed.Stores);
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(store.Settings)
            .AddCommandLine(parsed.Settings)
            .Build();
        var redaction = new Redaction(configuration);
        try
        {
            return await DoAsync(parsed, new RotationContext(store, parsed, configuration, clock), redaction);
        }
        catch (Exception e) when (IsToldInALine(e))
        {
            throw new InvalidOperationException(redaction.Of(e.Message), e);
        }
    }

    private static async Task<int> DoAsync(SecretsArguments arguments, RotationContext context, Redaction redaction)
    {
        var told = arguments.Words switch
        {
            ["validate"] => null,
            ["rotate", .. var what] when Rotation(what) is { } rotation => await rotation.BeginAsync(context),
            ["finish", .. var what] when Rotation(what) is { } rotation => await rotation.FinishAsync(context),
            ["backup", var file] => await SecretsBackup.BackupAsync(file, context.Store, arguments),
            ["restore", var file] => await SecretsBackup.RestoreAsync(file, context.Store, arguments),
            _ => Usage,
        };
        if (told is null)
        {
            return await SecretsValidation.RunAsync(context, redaction);
        }
        await (context.Store.IsThrough || told == Usage ? Console.Error : Console.Out).WriteLineAsync(
            told == Usage ? Usage : redaction.Of(told)
        );
        return told == Usage ? 2 : 0;
    }

    private static IRotation? Rotation(string[] what) =>
        what switch
        {
            ["token"] => new TokenRotation(),
            ["master"] => new MasterRotation(),
            ["jwt"] => new SigningKeyRotation(),
            ["postgres"] => new LoginRotation(new PostgresServer()),
            ["redis"] => new LoginRotation(new RedisServer()),
            ["rabbitmq"] => new LoginRotation(new RabbitMqServer()),
            ["backup"] => new BackupKeyRotation(),
            ["api-key", var name] => new ApiKeyRotation(name),
            _ => null,
        };

    // PostgreSQL away has an exit code of its own.
    private static bool IsToldInALine(Exception e) =>
        e
            is InvalidOperationException
                or CryptographicException
                or IOException
                or UnauthorizedAccessException
                or HttpRequestException
                or TaskCanceledException
                or RedisException
                or RabbitMQClientException
                or ArgumentException
        || (e is NpgsqlException && PostgresFaults.KeepsOut(e) is null);
}
