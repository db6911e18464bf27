namespace Rupaya.Infrastructure.Http.Files;

/// <summary>A file to be sent piece by piece.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="FileName">What a browser saves it as.</param>
/// <param name="Body">From its beginning; disposed when it was sent.</param>
public sealed record StreamedAnswer(string ContentType, string FileName, Stream Body);
