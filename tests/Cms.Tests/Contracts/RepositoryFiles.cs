namespace Cms.Tests.Contracts;

/// <summary>Files of the repository that tests hold the product to.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Whether the contracts are to be written anew rather than compared; the change is then accepted in the diff.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable("CMS_ACCEPT") == "1";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cms.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
