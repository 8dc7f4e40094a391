using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>Settings, checked: the ones that are needed before there is a host, and the ones that the host checks at its start.</summary>
internal static class Settings
{
    /// <exception cref="CannotRunException">A value is missing or out of range.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        T settings;
        try
        {
            settings = configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new CannotRunException(unreadable.InnerException is null ? unreadable.Message : $"{unreadable.Message} {unreadable.InnerException.Message}", unreadable);
        }

        List<ValidationResult> problems = [];
        return Validator.TryValidateObject(settings, new ValidationContext(settings), problems, validateAllProperties: true)
            ? settings
            : throw new CannotRunException(string.Join(Environment.NewLine, problems.Select(problem => problem.ErrorMessage)));
    }

    public static void Add<T>(IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
