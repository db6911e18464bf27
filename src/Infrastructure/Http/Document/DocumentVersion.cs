namespace Rupaya.Infrastructure.Http.Document;

/// <summary>Which version of the API this build speaks.</summary>
public static class DocumentVersion
{
    /// <summary>1.N.P, as the document and <c>/docs/changes</c> have it.</summary>
    public static string Current => ChangeLog.Current;
}
