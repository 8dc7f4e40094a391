namespace Cms.Content.Export;

/// <summary>What an export wrote.</summary>
/// <param name="Sources">Those that have posts, in the order of their names.</param>
public sealed record ExportReport(IReadOnlyList<ExportedSource> Sources, TimeSpan Elapsed)
{
    public bool HasRefusals => Sources.Any(source => source.Refused > 0);
}

/// <summary>A source in its folder.</summary>
/// <param name="ImportOptions">What <c>cms import</c> has to be told of the folder, because its files don't say it; empty for nothing.</param>
public sealed record ExportedSource(string Name, string Folder, string ImportOptions)
{
    /// <summary>How many notes are kept. There can be one for each post, and a report is read by a person.</summary>
    public const int MostNotes = 1_000;

    private readonly List<ExportNote> notes = [];

    /// <summary>Posts that are written as they came, byte for byte.</summary>
    public int Unchanged { get; internal set; }

    /// <summary>Posts that are written with what the store has changed of them.</summary>
    public int Changed { get; internal set; }

    /// <summary>Posts whose files are new, because they were made in the store.</summary>
    public int Made { get; internal set; }

    /// <summary>Posts that could not be written.</summary>
    public int Refused { get; internal set; }

    /// <summary>What has to be said of single files, the first <see cref="MostNotes"/>.</summary>
    public IReadOnlyList<ExportNote> Notes => notes;

    public int Posts => Unchanged + Changed + Made;

    internal void Note(string file, string message, bool isRefusal = false)
    {
        if (notes.Count < MostNotes)
        {
            notes.Add(new(file, message, isRefusal));
        }
    }
}

/// <param name="File">Path within the source's folder.</param>
/// <param name="Message">What could not be written, or not so that an import reads it back, and what to do.</param>
/// <param name="IsRefusal">Whether the file was not written at all.</param>
public sealed record ExportNote(string File, string Message, bool IsRefusal);
