using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>An effect, its contract and its queue.</summary>
internal sealed record EffectDescriptor(
    string Name,
    Type EffectType,
    Type MessageType,
    Func<IServiceProvider, object, CancellationToken, Task> Run
)
{
    /// <summary>Name of the queue; its dead letters are in the queue of the same name with <c>.dead</c>.</summary>
    public string Queue => $"rupaya.{Name}";
}

/// <summary>All effects of this build, found by scanning. Every process knows them all, because every process declares all queues.</summary>
internal sealed partial class EffectCatalog
{
    private const string Suffix = "Effect";

    private readonly ILookup<Type, EffectDescriptor> _byMessage;

    private EffectCatalog(IReadOnlyList<EffectDescriptor> effects)
    {
        All = effects;
        _byMessage = effects.ToLookup(e => e.MessageType);
    }

    public IReadOnlyList<EffectDescriptor> All { get; }

    public IEnumerable<EffectDescriptor> For(Type message) => _byMessage[message];

    public static EffectCatalog Scan(Assembly assembly) =>
        new(
            assembly
                .GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false })
                .SelectMany(t => t.GetInterfaces().Where(IsEffect).Select(i => Describe(t, i.GetGenericArguments()[0])))
                .OrderBy(e => e.Name, StringComparer.Ordinal)
                .ToList()
        );

    private static bool IsEffect(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEffect<>);

    private static EffectDescriptor Describe(Type effect, Type message)
    {
        var run = typeof(EffectCatalog)
            .GetMethod(nameof(Invoke), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(effect, message)
            .CreateDelegate<Func<IServiceProvider, object, CancellationToken, Task>>();
        var name = effect.Name.EndsWith(Suffix, StringComparison.Ordinal) ? effect.Name[..^Suffix.Length] : effect.Name;
        return new EffectDescriptor(WordStart().Replace(name, "-$0").ToLowerInvariant(), effect, message, run);
    }

    private static Task Invoke<TEffect, TMessage>(IServiceProvider services, object message, CancellationToken cancellation)
        where TEffect : IEffect<TMessage>
        where TMessage : class => services.GetRequiredService<TEffect>().HandleAsync((TMessage)message, cancellation);

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
