using System.Text.Json;
using Cms.Content.Import;
using Cms.Content.Import.Queue;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Paging;
using GraphQL.Types;

namespace Cms.GraphQL.Imports;

internal sealed class ImportStatusType : EnumerationGraphType
{
    public ImportStatusType()
    {
        Name = "ImportStatus";
        Description = "How far an import is.";
        Add("QUEUED", QueuedImportStatus.Queued, "It waits for its turn.");
        Add("RUNNING", QueuedImportStatus.Running, "It is being taken in.");
        Add("SUCCEEDED", QueuedImportStatus.Succeeded, "It came to its end. Single files may have been refused.");
        Add("FAILED", QueuedImportStatus.Failed, "It could not be taken in, or not to its end; `error` says why.");
    }
}

internal sealed class ImportType : ObjectGraphType<QueuedImport>
{
    public ImportType()
    {
        Name = "Import";
        Description = "An import that was sent in, over GraphQL or REST.";
        Field<NonNullGraphType<UuidType>>("uuid").Description("What it is found again by.").Resolve(context => context.Source.Id);
        Field<NonNullGraphType<ImportStatusType>>("status").Description("How far it is.").Resolve(context => context.Source.Status);
        Field<StringGraphType>("source").Description("The source that it is to be; null for lines of an export that name their own.").Resolve(context => context.Source.Order.Source);
        Field<NonNullGraphType<BooleanGraphType>>("dryRun").Description("Whether it reports only, and writes nothing.").Resolve(context => context.Source.Order.DryRun);
        Field<NonNullGraphType<DateTimeType>>("createdAt").Description("When it was sent in.").Resolve(context => context.Source.CreatedAt);
        Field<DateTimeType>("startedAt").Description("When it was begun; null before.").Resolve(context => context.Source.StartedAt);
        Field<DateTimeType>("endedAt").Description("When it came to its end; null before.").Resolve(context => context.Source.EndedAt);
        Field<NonNullGraphType<StringGraphType>>("by").Description("The name of the key that sent it.").Resolve(context => context.Source.By);
        Field<ImportProgressType>("progress").Description("How far it is, in files; null before it has begun.").Costs(0)
            .Resolve(context => context.Source is { Done: { } done, Total: { } total } ? new ImportProgress(done, total) : null);
        Field<ImportFailureType>("error").Description("Why it failed; null for the rest.").Costs(0).Resolve(context => context.Source.Error);
        Field<ImportReportType>("report").Description("What became of each file; null until it has ended.").Costs(0)
            .Resolve(context => context.Source.Counts is null ? null : context.Source);
    }
}

internal sealed class ImportProgressType : ObjectGraphType<ImportProgress>
{
    public ImportProgressType()
    {
        Name = "ImportProgress";
        Description = "How far an import is, in files.";
        Field<NonNullGraphType<IntGraphType>>("done").Description("How many are dealt with.").Resolve(context => context.Source.Done);
        Field<NonNullGraphType<IntGraphType>>("total").Description("How many there are.").Resolve(context => context.Source.Total);
    }
}

internal sealed class ImportFailureType : ObjectGraphType<ImportFailure>
{
    public ImportFailureType()
    {
        Name = "ImportFailure";
        Description = "Why an import failed as a whole.";
        Field<NonNullGraphType<StringGraphType>>("code").Description("Stable: what a program may look at.").Resolve(context => context.Source.Code);
        Field<NonNullGraphType<StringGraphType>>("message").Description("What went wrong and what to do about it.").Resolve(context => context.Source.Message);
    }
}

internal sealed class ImportReportType : ObjectGraphType<QueuedImport>
{
    public ImportReportType()
    {
        Name = "ImportReport";
        Description = "What an import did, as the command line reports it.";
        Field<NonNullGraphType<ImportCountsType>>("counts").Description("How many files ended so.").Costs(0).Resolve(context => context.Source.Counts);
        PageArguments.AddForward(Field<NonNullGraphType<ImportedFilesConnectionType>>("files"))
            .Description("What became of each, in the order of their paths. Those of posts that were purged since are left out.")
            .ResolveAsync(async context =>
            {
                var (page, ct) = (PageArguments.Read(context), context.CancellationToken);
                return Connections.Of(await ImportFields.ReadAsync(context, imports => imports.ListFilesAsync(context.Source.Id, page.Limit, page.After, ct)), page);
            });
    }
}

internal sealed class ImportCountsType : ObjectGraphType<IReadOnlyDictionary<ImportedFileStatus, int>>
{
    public ImportCountsType()
    {
        Name = "ImportCounts";
        Description = "How many files of an import ended so.";
        foreach (var status in Enum.GetValues<ImportedFileStatus>())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
            Field<NonNullGraphType<IntGraphType>>(name).Description($"Those that are `{status.ToString().ToUpperInvariant()}`.").Resolve(context => context.Source.GetValueOrDefault(status));
        }
    }
}

internal sealed class ImportedFileStatusType : EnumerationGraphType
{
    public ImportedFileStatusType()
    {
        Name = "ImportedFileStatus";
        Description = "What became of a file.";
        Add("CREATED", ImportedFileStatus.Created, "A new post was made of it.");
        Add("UPDATED", ImportedFileStatus.Updated, "Its post was changed by it.");
        Add("UNCHANGED", ImportedFileStatus.Unchanged, "The same bytes, read by the same configuration: nothing was written.");
        Add("MOVED", ImportedFileStatus.Moved, "It has another name or folder now, and is the same post.");
        Add("CONFLICT", ImportedFileStatus.Conflict, "Its post was changed in the store since. That stays, unless the import has `force`.");
        Add("IGNORED", ImportedFileStatus.Ignored, "The generator would pass over it, too.");
        Add("REFUSED", ImportedFileStatus.Refused, "It should be a post and cannot be read; `error` says where and why.");
        Add("GONE", ImportedFileStatus.Gone, "It was there at the last import, and is not any more.");
    }
}

internal sealed class ImportedFileType : ObjectGraphType<ReportedFile>
{
    public ImportedFileType()
    {
        Name = "ImportedFile";
        Description = "What became of one file.";
        Field<NonNullGraphType<StringGraphType>>("source").Description("The name of its source.").Resolve(context => context.Source.Source);
        Field<NonNullGraphType<StringGraphType>>("file").Description("Its path in the source.").Resolve(context => context.Source.File);
        Field<NonNullGraphType<ImportedFileStatusType>>("status").Description("What became of it.").Resolve(context => context.Source.Status);
        Field<ImportedPostType>("post").Description("The post that it is; null when it is none.").Costs(0).Resolve(context => context.Source.Post);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ImportNoteType>>>>("warnings").Description("What was found in it and does not keep it out.").AssumeSize(1).Resolve(context => context.Source.Warnings);
        Field<ImportNoteType>("error").Description("Why it is ignored or refused; null for the rest.").Costs(0).Resolve(context => context.Source.Error);
    }
}

internal sealed class ImportedPostType : ObjectGraphType<ReportedPost>
{
    public ImportedPostType()
    {
        Name = "ImportedPost";
        Description = "The post that a file is.";
        Field<NonNullGraphType<UuidType>>("uuid").Description("The post's.").Resolve(context => context.Source.Id);
        Field<StringGraphType>("path").Description("The post's path at that time.").Resolve(context => context.Source.Path);
    }
}

internal sealed class ImportNoteType : ObjectGraphType<ImportWarning>
{
    public ImportNoteType()
    {
        Name = "ImportNote";
        Description = "What was found in a file.";
        Field<IntGraphType>("line").Description("The line of the file, counted from 1; null when it is about the whole file.").Resolve(context => context.Source.Line);
        Field<NonNullGraphType<StringGraphType>>("code").Description("Stable: what a program may look at.").Resolve(context => context.Source.Code);
        Field<NonNullGraphType<StringGraphType>>("message").Description("What was found and what to do about it.").Resolve(context => context.Source.Message);
    }
}

internal sealed class ImportedFilesEdgeType() : EdgeType<ImportedFileType, ReportedFile>("ImportedFilesEdge", "file");

internal sealed class ImportedFilesConnectionType() : ConnectionType<ImportedFileType, ImportedFilesEdgeType, ReportedFile>("ImportedFilesConnection", "files", isCounted: false);

internal sealed class ImportsEdgeType() : EdgeType<ImportType, QueuedImport>("ImportsEdge", "import");

internal sealed class ImportsConnectionType() : ConnectionType<ImportType, ImportsEdgeType, QueuedImport>("ImportsConnection", "imports", isCounted: false);
