using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Rupaya.Infrastructure.Base;

/// <summary>Registers what anybody may use and only its room can make: its constructor is internal, for it takes insides of the room.</summary>
internal static class RoomServices
{
    /// <summary>One for the process. Its one internal constructor is called with what the container has.</summary>
    public static void AddRoomSingleton<T>(this IServiceCollection services)
        where T : class => services.AddSingleton(Make<T>);

    private static T Make<T>(IServiceProvider provider)
    {
        var constructor = typeof(T).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();
        object[] dependencies = [.. constructor.GetParameters().Select(p => provider.GetRequiredService(p.ParameterType))];
        return (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, dependencies, culture: null);
    }
}
