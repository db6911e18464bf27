namespace Rupaya.Integration.Examples;

/// <summary>
/// What a household does in one area. The calls that it shows are the examples of the API document. A class of this kind is found by itself, and its
/// examples are kept in the file of its name.
/// </summary>
internal interface IChapter
{
    Task LiveAsync(Story story, Household home);
}
