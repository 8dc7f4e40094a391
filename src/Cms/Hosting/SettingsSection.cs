using System.Collections;
using System.Reflection;

namespace Cms.Hosting;

/// <summary>A part of the settings, and what it is bound to.</summary>
/// <param name="Path">Where it begins, such as <c>Cms:Site</c>.</param>
/// <param name="Check">Throws <see cref="CannotRunException"/> where a value cannot be taken.</param>
internal sealed record SettingsSection(string Path, Type Type, Action<IConfiguration> Check)
{
    public static SettingsSection Of<T>(string path)
        where T : class, new() =>
        new(path, typeof(T), configuration => Settings.Read<T>(configuration, path));

    /// <summary>Whether a setting is one of this part's: a property, of a property, and so on, or anything below a list.</summary>
    /// <param name="key">The whole name, <c>Cms:Site:BaseUrl</c>.</param>
    public bool Knows(string key)
    {
        if (!key.StartsWith($"{Path}:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var type = Type;
        foreach (var name in key[(Path.Length + 1)..].Split(':'))
        {
            if (IsList(type))
            {
                return true;
            }

            if (type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not { CanWrite: true } property)
            {
                return false;
            }

            type = property.PropertyType;
        }

        return true;
    }

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));
}
