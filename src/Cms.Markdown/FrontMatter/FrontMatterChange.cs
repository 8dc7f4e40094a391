namespace Cms.Markdown.FrontMatter;

/// <summary>A key of front matter that is to have another value.</summary>
/// <param name="Key">Found without regard to case, written as it stands in the file; a key that is not there is added as given.</param>
/// <param name="Value">Null takes the key out, in every spelling of it. To write a key that holds nothing, give <see cref="FrontMatterScalar.Null"/>.</param>
public sealed record FrontMatterChange(string Key, FrontMatterValue? Value);

/// <summary>Front matter that can't be changed: it can't be read, or the new values are more than front matter may hold.</summary>
public sealed class FrontMatterChangeException(FrontMatterWarning reason) : Exception(reason.Message)
{
    /// <summary>The line is 0 where no line of the file is to blame.</summary>
    public FrontMatterWarning Reason { get; } = reason;
}
