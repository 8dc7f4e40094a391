namespace Cms.Content.Delivery;

public enum PostText
{
    Title,
    Slug,
    Path,
    Language,
}

public enum PostInstant
{
    PublishedAt,
    ModifiedAt,
}

public enum PostNumber
{
    Year,
    Month,
    WordCount,
}

public enum LinkText
{
    Url,

    /// <summary>In lower case; missing for a path.</summary>
    Host,
    Name,
}

public enum Operator
{
    Equal,
    NotEqual,
    In,
    NotIn,
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,

    /// <summary>Takes its text literally: <c>%</c> is a per cent sign.</summary>
    Contains,
    StartsWith,
}

/// <summary>For how many of a list a condition holds.</summary>
public enum Quantifier
{
    Some,
    None,

    /// <summary>Each of them: holds for an empty list.</summary>
    All,
}

public enum TermMatch
{
    Slug,
    Name,

    /// <summary>Either, as REST's filters take it.</summary>
    SlugOrName,
}
