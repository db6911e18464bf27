using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rupaya.Support;

/// <summary>Tests run as the product does, whatever the machine's language is.</summary>
internal static class InvariantCulture
{
    [ModuleInitializer]
    internal static void Use() => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
