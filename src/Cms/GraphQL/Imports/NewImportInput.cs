using System.Text;
using Cms.Content;
using Cms.Content.Import;
using Cms.Content.Import.Queue;
using Cms.Content.Sources;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Sources;
using GraphQL.Types;

namespace Cms.GraphQL.Imports;

/// <summary>A file as a text.</summary>
internal sealed record TextFile(string Name, string Content);

internal sealed class ImportFileInput : InputObjectGraphType<TextFile>
{
    public ImportFileInput()
    {
        Name = "ImportFileInput";
        Description = "A Markdown file, with or without front matter.";
        Field<StringGraphType>("name").Description("The path that it has in its blog: `_posts/2026-03-23-a.md`. One that comes alone may do without, and is known again by its title.").TakesAnyText();
        Field<NonNullGraphType<StringGraphType>>("content").Description("Its text.").TakesAnyText();
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new TextFile(value.Text("name") ?? "", value.Text("content")!);
}

/// <summary>What is sent to be imported as texts.</summary>
internal sealed class NewImportInput : InputObjectGraphType<NewImport>
{
    public NewImportInput()
    {
        Field<ListGraphType<NonNullGraphType<ImportFileInput>>>("files").Description("Markdown files of one source. Not together with `lines`.");
        Field<StringGraphType>("lines").Description("The lines of REST's `/export`, whose posts keep their ids where those are free. Not together with `files`.").TakesAnyText();
        Field<StringGraphType>("source").Description($"The name to keep the posts under. Left out, files are kept under `{UploadRules.UnnamedSource}`, and lines under the names that they came with.");
        Field<StringGraphType>("prefix").Description("What stands before every path: `/blog`.");
        Field<GeneratorType>("from").Description("Whose rules the files follow, instead of what is recognised.");
        Field<BooleanGraphType>("force").Description("Whether files win over what was changed in the store since.");
        Field<BooleanGraphType>("dryRun").Description("Whether to report only, and write nothing.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var files = (value.Value("files") as IEnumerable<object?>)?.Cast<TextFile>().ToList();
        var lines = value.Text("lines");
        if (files is null == lines is null)
        {
            throw new ContentException(new ContentError.InvalidParameter("files", "An import is of 'files' or of 'lines'. Give one of them."));
        }

        return new NewImport(files ?? [new TextFile("", lines!)], IsExport: files is null)
        {
            Source = value.Text("source"),
            Prefix = value.Text("prefix") ?? "",
            From = (Generator?)value.Value("from"),
            Force = value.Value("force") is true,
            DryRun = value.Value("dryRun") is true,
        };
    }
}

/// <param name="IsExport">Whether it is lines of an export.</param>
internal sealed record NewImport(IReadOnlyList<TextFile> Files, bool IsExport)
{
    public string? Source { get; init; }

    public required string Prefix { get; init; }

    public Generator? From { get; init; }

    public bool Force { get; init; }

    public bool DryRun { get; init; }

    /// <summary>The upload that REST would have made of it.</summary>
    /// <exception cref="ContentException">It cannot be taken, as <see cref="UploadRules"/> have it.</exception>
    public (ImportOrder Order, IReadOnlyList<UploadedFile> Files) ToUpload(long maximumBytes)
    {
        Check("source", Source is null ? null : UploadRules.RefusalOfSource(Source));
        Check("prefix", PathPrefix.RefusalOf(Prefix));
        var files = Upload(maximumBytes);
        var order = new ImportOrder([.. files.Select(file => file.Name)], IsArchive: false)
        {
            Source = Source?.Trim() ?? (IsExport ? null : UploadRules.UnnamedSource),
            IsExport = IsExport,
            From = From,
            Prefix = Prefix,
            Force = Force,
            DryRun = DryRun,
        };
        return (order, files);
    }

    private List<UploadedFile> Upload(long maximumBytes)
    {
        var content = new MemoryStream();
        List<UploadedFile> files = [];
        var archives = 0;
        foreach (var file in Files)
        {
            var bytes = Encoding.UTF8.GetBytes(file.Content);
            var name = file.Name.Length > 0 || IsExport || Files.Count > 1 ? file.Name : UnnamedText.NameOf(bytes);
            files.Add(new(name, content, content.Length, bytes.Length));
            archives += SentImports.IsArchive(bytes) ? 1 : 0;
            content.Write(bytes);
        }

        if (content.Length > maximumBytes)
        {
            throw new ContentException(ContentError.UploadTooLarge.Beyond(maximumBytes));
        }

        UploadRules.CheckContents(files, archives, IsExport ? UploadForm.Lines : UploadForm.Markdown);
        UploadRules.CheckNames(files);
        return files;
    }

    private static void Check(string name, string? refusal)
    {
        if (refusal is not null)
        {
            throw new ContentException(new ContentError.InvalidParameter(name, refusal));
        }
    }
}
