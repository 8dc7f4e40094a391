using Cms.Content;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Nodes;
using Cms.GraphQL.Posts;
using GraphQL.Types;

namespace Cms.GraphQL.Mutations;

/// <summary>What all refusals of a mutation have in common.</summary>
internal sealed class ErrorType : InterfaceGraphType<ContentError>
{
    public ErrorType()
    {
        Name = "Error";
        Description = "A reason for which nothing was done.";
        Field<NonNullGraphType<StringGraphType>>("message").Description("What went wrong and what to do about it.");
        Field<NonNullGraphType<StringGraphType>>("code").Description("Stable, the same as in REST: what a program may look at.");
    }
}

/// <summary>A refusal with the code and the sentence that REST has for it.</summary>
internal abstract class ErrorType<TError> : ObjectGraphType<TError>
    where TError : ContentError
{
    protected ErrorType(string name, string description)
    {
        Name = name;
        Description = description;
        Interface<ErrorType>();
        Field<NonNullGraphType<StringGraphType>>("message").Description("What went wrong and what to do about it.").Resolve(context => context.Source.Detail);
        Field<NonNullGraphType<StringGraphType>>("code").Description("Stable, the same as in REST.").Resolve(context => context.Source.Code);
    }

    protected void AddFields() =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<InvalidFieldType>>>>("fields").Description("All that is wrong.")
            .Resolve(context => (context.Source.Errors ?? new Dictionary<string, string[]>(StringComparer.Ordinal)).OrderBy(field => field.Key, StringComparer.Ordinal));

    protected void AddTakenBy(Func<TError, Guid> id) =>
        Field<NonNullGraphType<IdGraphType>>("takenBy").Description("The id of the post that has it.").Resolve(context => new NodeId("Post", id(context.Source).ToString()).ToString());
}

internal sealed class PostNotFoundErrorType() : ErrorType<ContentError.WorkingCopyNotFound>("PostNotFoundError", "There is no such post: `post-not-found`.");

internal sealed class RevisionNotFoundErrorType() : ErrorType<ContentError.RevisionNotFound>("RevisionNotFoundError", "The post has no such revision: `revision-not-found`.");

internal sealed class IdTakenErrorType() : ErrorType<ContentError.IdTaken>("IdTakenError", "A post has or had this id: `id-taken`.");

internal sealed class TrashedPostErrorType() : ErrorType<ContentError.TrashedPost>("TrashedPostError", "The post lies in the trash: `invalid-transition`.");

internal sealed class PreviewLinkNotFoundErrorType() : ErrorType<ContentError.PreviewLinkNotFound>("PreviewLinkNotFoundError", "The post has no such preview link: `preview-link-not-found`.");

internal sealed class TooManyPreviewLinksErrorType() : ErrorType<ContentError.TooManyPreviewLinks>("TooManyPreviewLinksError", "The post has as many preview links as it can have: `too-many-preview-links`.");

internal sealed class InvalidExpiryErrorType() : ErrorType<ContentError.InvalidExpiry>("InvalidExpiryError", "The end cannot be taken: `invalid-property`.");

internal sealed class StaleRevisionErrorType : ErrorType<ContentError.StaleRevision>
{
    public StaleRevisionErrorType()
        : base("StaleRevisionError", "It has changed since: `stale-revision`.") =>
        Field<NonNullGraphType<IntGraphType>>("revision").Description("The one that it is at.").Resolve(context => context.Source.Current);
}

internal sealed class InvalidTransitionErrorType : ErrorType<ContentError.InvalidTransition>
{
    public InvalidTransitionErrorType()
        : base("InvalidTransitionError", "The post's status does not allow this: `invalid-transition`. The message says what is possible.") =>
        Field<NonNullGraphType<PostStatusType>>("status").Description("Where the post stands.").Resolve(context => context.Source.Status);
}

internal sealed class SlugTakenErrorType : ErrorType<ContentError.SlugTaken>
{
    public SlugTakenErrorType()
        : base("SlugTakenError", "Another post has this slug in this language: `slug-taken`.") => AddTakenBy(error => error.By);
}

internal sealed class PathTakenErrorType : ErrorType<ContentError.PathTaken>
{
    public PathTakenErrorType()
        : base("PathTakenError", "Another post has this path: `path-taken`.") => AddTakenBy(error => error.By);
}

internal sealed class InvalidPostErrorType : ErrorType<ContentError.InvalidPost>
{
    public InvalidPostErrorType()
        : base("InvalidPostError", "The post cannot be as it is asked for: `invalid-post`.") => AddFields();
}

internal sealed class TermNotFoundErrorType() : ErrorType<ContentError.NoSuchTerm>(
    "TermNotFoundError", "There is no such tag, category or author: `tag-not-found`, `category-not-found`, `author-not-found`.");

internal sealed class NameTakenErrorType : ErrorType<ContentError.NameTaken>
{
    public NameTakenErrorType()
        : base("NameTakenError", "Another one has this name, or had it before: `name-taken`. Merge the two.") =>
        Field<NonNullGraphType<StringGraphType>>("takenBy").Description("The slug of the one that has it.").Resolve(context => context.Source.Owner);
}

internal sealed class InvalidTermErrorType : ErrorType<ContentError.InvalidTerm>
{
    public InvalidTermErrorType()
        : base("InvalidTermError", "The tag, category or author cannot be as it is asked for: `invalid-term`.") => AddFields();
}

internal sealed class KeyNotFoundErrorType() : ErrorType<ContentError.KeyNotFound>("KeyNotFoundError", "There is no such key: `key-not-found`.");

internal sealed class InvalidApiKeyErrorType : ErrorType<ContentError.InvalidNewKey>
{
    public InvalidApiKeyErrorType()
        : base("InvalidApiKeyError", "The key cannot be as it is asked for: `invalid-property`.") => AddFields();
}

internal sealed class SourceNotFoundErrorType() : ErrorType<ContentError.SourceNotFound>("SourceNotFoundError", "There is no such source: `source-not-found`.");

internal sealed class InvalidSourceErrorType : ErrorType<ContentError.InvalidSource>
{
    public InvalidSourceErrorType()
        : base("InvalidSourceError", "The source cannot be as it is asked for: `invalid-property`. Of a configuration that cannot be read, the message names the line.") => AddFields();
}

internal sealed class TooLongErrorType : ErrorType<ContentError.TooLong>
{
    public TooLongErrorType()
        : base("TooLongError", "A path would be longer than any that the store keeps: `too-long`.") =>
        Field<NonNullGraphType<IntGraphType>>("maximum").Description("The most bytes that it may have.").Resolve(context => context.Source.Maximum);
}

internal sealed class InvalidParameterErrorType : ErrorType<ContentError.InvalidParameter>
{
    public InvalidParameterErrorType()
        : base("InvalidParameterError", "A field of the input cannot be taken: `invalid-parameter`.") => AddFields();
}

internal sealed class EmptyUploadErrorType() : ErrorType<ContentError.EmptyUpload>("EmptyUploadError", "Nothing was sent: `invalid-body`.");

internal sealed class InvalidUploadErrorType() : ErrorType<ContentError.InvalidUpload>("InvalidUploadError", "What was sent cannot be taken: `invalid-property`.");

internal sealed class UploadTooLargeErrorType() : ErrorType<ContentError.UploadTooLarge>("UploadTooLargeError", "Too much was sent: `body-too-large`.");

internal sealed class ImportQueueFullErrorType() : ErrorType<ContentError.ImportQueueFull>("ImportQueueFullError", "As many imports wait as can: `import-queue-full`. Send it again later.");

internal sealed class BatchOperationErrorType : ErrorType<ContentError.InBatch>
{
    public BatchOperationErrorType()
        : base("BatchOperationError", "An operation of the batch is refused, by the code that its own mutation would be refused by. Nothing was done.")
    {
        Field<NonNullGraphType<IntGraphType>>("index").Description("Which operation, counted from 0.").Resolve(context => context.Source.Index);
        Field<NonNullGraphType<ErrorType>>("cause").Description("The refusal as its own mutation would answer it.").Costs(0).Resolve(context => context.Source.Refused);
    }
}

internal sealed class InvalidFieldType : ObjectGraphType<KeyValuePair<string, string[]>>
{
    public InvalidFieldType()
    {
        Name = "InvalidField";
        Description = "A field of an input that cannot be taken.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("As in the input.").Resolve(context => context.Source.Key);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("messages").Description("What is wrong with it.").Resolve(context => context.Source.Value);
    }
}
