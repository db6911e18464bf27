using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Base;

/// <summary>Options whose problem, if they have one, stops the start.</summary>
public static class CheckedOptions
{
    /// <summary>Binds a section and looks at it before anything starts.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="section">Where the settings are.</param>
    /// <param name="problem">Null when valid, else what to mend, naming the setting and no secret.</param>
    public static void AddChecked<T>(this IServiceCollection services, string section, Func<T, string?> problem)
        where T : class
    {
        // What slices have no business with, such as secrets, is internal and bound all the same.
        services.AddOptions<T>().BindConfiguration(section, binder => binder.BindNonPublicProperties = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new Check<T>(problem));
    }

    private sealed class Check<T>(Func<T, string?> problem) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            problem(options) is { } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
    }
}
