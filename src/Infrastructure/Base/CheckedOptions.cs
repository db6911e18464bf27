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
        where T : class => services.AddChecked<T>(section, options => problem(options) is { } found ? [found] : []);

    /// <inheritdoc cref="AddChecked{T}(IServiceCollection, string, Func{T, string?})"/>
    /// <param name="services">The process's services.</param>
    /// <param name="section">Where the settings are.</param>
    /// <param name="problems">All that is to be mended.</param>
    public static void AddChecked<T>(this IServiceCollection services, string section, Func<T, string[]> problems)
        where T : class
    {
        // What slices have no business with, such as secrets, is internal and bound all the same.
        services.AddOptions<T>().BindConfiguration(section, binder => binder.BindNonPublicProperties = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new Check<T>(problems));
        services.AddSingleton(new CheckedSection(section, provider => Problems<T>(provider)));
    }

    private static IReadOnlyList<string> Problems<T>(IServiceProvider provider)
        where T : class
    {
        try
        {
            _ = provider.GetRequiredService<IOptions<T>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
        catch (InvalidOperationException e)
        {
            // What is no number where one is needed.
            return [e.Message];
        }
    }

    private sealed class Check<T>(Func<T, string[]> problems) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            problems(options) is { Length: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
    }
}
