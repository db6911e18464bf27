namespace Rupaya.Unit.Support;

/// <summary>What a seed found yesterday is found again only while its numbers stay the same.</summary>
public sealed class SeededRandomTests
{
    [Fact]
    public void A_seed_gives_the_same_numbers_for_ever()
    {
        var dice = new SeededRandom(20261128);
        Enumerable.Range(0, 5).Select(_ => dice.Next(1000)).ShouldBe([487, 743, 950, 300, 660]);
    }
}
