namespace Cms.Markdown.FrontMatter;

/// <param name="Line">The line of the file, counted from 1.</param>
/// <param name="Code">Stable and in kebab-case, for those who group or filter warnings.</param>
/// <param name="Message">What was found and what to do about it.</param>
public sealed record FrontMatterWarning(int Line, string Code, string Message);
