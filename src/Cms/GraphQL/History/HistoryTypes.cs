using Cms.Content.History;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Paging;
using GraphQL.Types;

namespace Cms.GraphQL.History;

internal sealed class RevisionKindType : EnumerationGraphType
{
    public RevisionKindType()
    {
        Name = "RevisionKind";
        Description = "What made a revision.";
        Add("IMPORTED", RevisionKind.Imported, "A file was taken in.");
        Add("CREATED", RevisionKind.Created, "The post was made.");
        Add("REVISED", RevisionKind.Revised, "It was changed.");
        Add("PUBLISHED", RevisionKind.Published, "It was shown to readers.");
        Add("MOVED", RevisionKind.Moved, "The configuration of its source gave it another address.");
        Add("SCHEDULED", RevisionKind.Scheduled, "It got times, or lost them.");
        Add("UNPUBLISHED", RevisionKind.Unpublished, "It was taken from its readers.");
        Add("ARCHIVED", RevisionKind.Archived, "It was put away.");
        Add("TRASHED", RevisionKind.Trashed, "It was thrown into the trash.");
        Add("RESTORED", RevisionKind.Restored, "It was taken out of the archive or the trash.");
        Add("REVISION_RESTORED", RevisionKind.RevisionRestored, "It says again what an earlier revision said.");
    }
}

internal sealed class RevisionType : ObjectGraphType<Revision>
{
    public RevisionType()
    {
        Name = "Revision";
        Description = "A change of a post.";
        Field<NonNullGraphType<IntGraphType>>("revision").Description("Its number, for `atRevision` and `diff`.").Resolve(context => context.Source.Number);
        Field<NonNullGraphType<RevisionKindType>>("kind").Description("What made it.").Resolve(context => context.Source.Kind);
        Field<NonNullGraphType<DateTimeType>>("at").Description("When.").Resolve(context => context.Source.At);
        Field<StringGraphType>("by").Description("The name of the key or person; null where the log does not know.").Resolve(context => context.Source.By?.Name);
    }
}

internal sealed class RevisionDiffType : ObjectGraphType<RevisionDiff>
{
    public RevisionDiffType()
    {
        Name = "RevisionDiff";
        Description = "What is other between two revisions of a post.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FieldDifferenceType>>>>("fields").Description("What differs besides the text.").Resolve(context => context.Source.Fields);
        Field<NonNullGraphType<StringGraphType>>("markdown").Description("A unified diff of the text; empty where it is the same.").Resolve(context => context.Source.Markdown);
    }
}

internal sealed class FieldDifferenceType : ObjectGraphType<FieldDifference>
{
    public FieldDifferenceType()
    {
        Name = "FieldDifference";
        Description = "A property of a post that differs.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("As in REST's post; `fields.NAME` for a field of its front matter.").Resolve(context => context.Source.Name);
        Field<JsonType>("before").Description("Null where there was none.").Resolve(context => context.Source.Before);
        Field<JsonType>("after").Description("Null where there is none any more.").Resolve(context => context.Source.After);
    }
}

internal sealed class RevisionsEdgeType() : EdgeType<RevisionType, Revision>("RevisionsEdge", "revision");

internal sealed class RevisionsConnectionType() : ConnectionType<RevisionType, RevisionsEdgeType, Revision>("RevisionsConnection", "revisions", isCounted: false);
