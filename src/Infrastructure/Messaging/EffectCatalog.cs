using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>An effect, its contract and its queue.</summary>
/// <param name="Name">Stable, such as <c>project-ledger</c>.</param>
/// <param name="EffectType">The class.</param>
/// <param name="MessageType">The contract that it consumes.</param>
/// <param name="IsBatch">True where it takes several messages at once.</param>
/// <param name="Defaults">How it runs where the settings do not say.</param>
/// <param name="Run">Runs it with the messages.</param>
public sealed record EffectDescriptor(
    string Name,
    Type EffectType,
    Type MessageType,
    bool IsBatch,
    EffectDefaultsAttribute Defaults,
    Func<IServiceProvider, IReadOnlyList<object>, CancellationToken, Task> Run
)
{
    /// <summary>Name of the queue; its dead letters are in the queue of the same name with <c>.dead</c>.</summary>
    public string Queue => $"{QueuePrefix}{Name}";

    /// <summary>What the names of all queues start with.</summary>
    public const string QueuePrefix = "rupaya.";
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

    /// <summary>The effect of that name or queue; null when this build has none.</summary>
    public EffectDescriptor? Find(string name) => All.FirstOrDefault(e => e.Name == name || e.Queue == name);

    public static EffectCatalog Scan(params IEnumerable<Assembly> assemblies) =>
        new(
            assemblies
                .SelectMany(a => a.GetTypes())
                .Where(t => t is { IsClass: true, IsAbstract: false })
                .SelectMany(t => t.GetInterfaces().Where(IsEffect).Select(i => Describe(t, i)))
                .OrderBy(e => e.Name, StringComparer.Ordinal)
                .ToList()
        );

    private static bool IsEffect(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IEffect<>) || IsBatchEffect(type));

    private static bool IsBatchEffect(Type type) => type.GetGenericTypeDefinition() == typeof(IBatchEffect<>);

    private static EffectDescriptor Describe(Type effect, Type handles)
    {
        var (message, batch) = (handles.GetGenericArguments()[0], IsBatchEffect(handles));
        var run = typeof(EffectCatalog)
            .GetMethod(batch ? nameof(InvokeBatch) : nameof(Invoke), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(effect, message)
            .CreateDelegate<Func<IServiceProvider, IReadOnlyList<object>, CancellationToken, Task>>();
        var name = effect.Name.EndsWith(Suffix, StringComparison.Ordinal) ? effect.Name[..^Suffix.Length] : effect.Name;
        var defaults = effect.GetCustomAttribute<EffectDefaultsAttribute>() ?? new EffectDefaultsAttribute();
        return new EffectDescriptor(WordStart().Replace(name, "-$0").ToLowerInvariant(), effect, message, batch, defaults, run);
    }

    private static Task Invoke<TEffect, TMessage>(IServiceProvider services, IReadOnlyList<object> messages, CancellationToken cancellation)
        where TEffect : IEffect<TMessage>
        where TMessage : class => services.GetRequiredService<TEffect>().HandleAsync((TMessage)messages.Single(), cancellation);

    private static Task InvokeBatch<TEffect, TMessage>(
        IServiceProvider services,
        IReadOnlyList<object> messages,
        CancellationToken cancellation
    )
        where TEffect : IBatchEffect<TMessage>
        where TMessage : class => services.GetRequiredService<TEffect>().HandleAsync([.. messages.Cast<TMessage>()], cancellation);

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
