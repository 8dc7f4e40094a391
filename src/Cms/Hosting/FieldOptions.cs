using Cms.Content.Posts;

namespace Cms.Hosting;

/// <summary>One declared field, bound from <c>Cms:Fields:NAME</c>.</summary>
internal sealed record FieldOptions
{
    public const string Section = "Cms:Fields";

    public FieldType Type { get; init; }

    public bool Required { get; init; }

    /// <summary>Of the type <c>oneOf</c>.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>All fields that the settings declare.</summary>
    /// <exception cref="CannotRunException">One of them cannot be taken.</exception>
    public static IReadOnlyList<DeclaredField> Read(IConfiguration configuration) =>
    [
        .. configuration.GetSection(Section).GetChildren().Select(section =>
        {
            var options = Settings.Read<FieldOptions>(configuration, section.Path);
            return (options.Type == FieldType.OneOf) == (options.Values.Count > 0)
                ? new DeclaredField(section.Key, options.Type, options.Required, options.Values)
                : throw new CannotRunException(
                    $"{section.Path} {(options.Values.Count > 0 ? "has Values and is not of the type oneOf" : "is of the type oneOf and has no Values")}. Give Values to fields of that type, and to no others.");
        }),
    ];
}
