namespace Cms.Tests.Export;

/// <summary>Real posts, where they lie beside the repository.</summary>
internal static class Corpus
{
    /// <summary>Null where they do not.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cms.sln")))
            {
                var corpus = Path.Combine(folder.Parent!.FullName, "shared", "corpus");
                return Directory.Exists(corpus) ? corpus : null;
            }
        }

        return null;
    }
}
