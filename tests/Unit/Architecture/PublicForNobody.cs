namespace Rupaya.Unit.Architecture;

/// <summary>All that a face must not be, for <see cref="FaceTests"/> to find.</summary>
public class PublicForNobody
{
    /// <summary>Has a comment.</summary>
    public void Explained() { }

    public void Unexplained() { }
}
