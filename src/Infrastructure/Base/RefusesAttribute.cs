namespace Rupaya.Infrastructure.Base;

/// <summary>
/// A door that refuses by itself, whatever is decided behind it: the API document says so of every operation that is made with it.
/// </summary>
/// <param name="code">The code of the problem.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RefusesAttribute(string code) : Attribute
{
    public string Code => code;
}
