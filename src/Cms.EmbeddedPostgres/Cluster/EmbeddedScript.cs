namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>The scripts travel inside the assembly and are given to the shell as they are: no file of theirs can be missing, old or changed.</summary>
internal static class EmbeddedScript
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedScript).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
