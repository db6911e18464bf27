using System.Globalization;
using System.Numerics;

namespace Rupaya.Domain.Money;

/// <summary>
/// A fraction, kept as one: what is multiplied by it is divided once and rounded once. One over a rate has no end in decimals, and rounding it
/// before multiplying puts the half on the wrong side.
/// </summary>
public readonly struct Ratio : IEquatable<Ratio>
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    private Ratio(BigInteger numerator, BigInteger denominator) => (_numerator, _denominator) = (numerator, denominator);

    /// <summary>A number as it is written.</summary>
    public static Ratio Of(decimal value)
    {
        var (mantissa, power) = Parts(value);
        return new Ratio(mantissa, power);
    }

    /// <summary>The nearest decimal, 28 digits.</summary>
    public decimal Value => Divide(28 - Math.Max(0, Digits(BigInteger.Abs(_numerator) / Denominator)));

    /// <summary>One over it.</summary>
    /// <exception cref="DivideByZeroException">It is 0.</exception>
    public Ratio Inverse => _numerator.IsZero ? throw new DivideByZeroException() : new Ratio(Denominator, _numerator);

    private BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>Both, one after the other.</summary>
    public static Ratio operator *(Ratio a, Ratio b) => new(a._numerator * b._numerator, a.Denominator * b.Denominator);

    /// <summary>True when both are the same number.</summary>
    public static bool operator ==(Ratio a, Ratio b) => a.Equals(b);

    /// <summary>True when they are not.</summary>
    public static bool operator !=(Ratio a, Ratio b) => !a.Equals(b);

    /// <summary>The amount times the fraction, exact, and then rounded half away from zero.</summary>
    /// <param name="amount">In the one currency.</param>
    /// <param name="decimals">Of the other one's minor unit.</param>
    /// <exception cref="OverflowException">The product has more than 28 digits.</exception>
    public decimal Apply(decimal amount, int decimals)
    {
        var (mantissa, power) = Parts(amount);
        return new Ratio(mantissa * _numerator, power * Denominator).Divide(decimals);
    }

    /// <inheritdoc/>
    public bool Equals(Ratio other) => _numerator * other.Denominator == other._numerator * Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ratio other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private decimal Divide(int decimals)
    {
        var (numerator, denominator) = (_numerator * BigInteger.Pow(10, decimals) * 2, Denominator);
        var half = BigInteger.CopySign(BigInteger.Abs(denominator), numerator * denominator.Sign);
        var scaled = (numerator + (half * denominator.Sign)) / (denominator * 2);
        return (decimal)scaled / (decimal)BigInteger.Pow(10, decimals);
    }

    private static int Digits(BigInteger whole) => whole.IsZero ? 0 : whole.ToString(CultureInfo.InvariantCulture).Length;

    private static (BigInteger Mantissa, BigInteger Power) Parts(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (value < 0 ? -mantissa : mantissa, BigInteger.Pow(10, value.Scale));
    }
}
