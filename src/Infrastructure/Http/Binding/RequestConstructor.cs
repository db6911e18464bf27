using System.Reflection;

namespace Rupaya.Infrastructure.Http.Binding;

/// <summary>The constructor that names the members of a request.</summary>
internal static class RequestConstructor
{
    public static ConstructorInfo Of(Type request) =>
        request
            .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            // A record also has one that copies.
            .Where(c => c.GetParameters() is not [{ ParameterType: var only }] || only != request)
            .OrderByDescending(c => c.GetParameters().Length)
            .First();
}
