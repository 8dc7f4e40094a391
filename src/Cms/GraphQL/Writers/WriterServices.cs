using Cms.Content.Access;
using Cms.Content.Drafts;
using Cms.Content.History;
using Cms.Content.Import.Queue;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.GraphQL.Previews;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.GraphQL.Writers;

/// <summary>What there is for those who come with a key. Only <see cref="WriterAccess"/> hands it out, and looks at their scopes first.</summary>
internal sealed record WriterServices(
    WorkingCopies Copies,
    PostHistory History,
    PreviewAccess Previews,
    PostWriter Posts,
    ApiKeys Keys,
    AuditLog Audit,
    StoredSources Sources,
    SourceWriter SourceWriter,
    SentImports Imports,
    IOptions<ImportOptions> ImportOptions,
    TimeProvider Clock);
