using Cms.Content;
using Cms.Hosting;
using Cms.Markdown;

namespace Cms.Answers;

/// <summary>Finds in an exception what REST and GraphQL say of it, each in its own form.</summary>
internal static class Refusals
{
    /// <summary>Null where the mistake is ours.</summary>
    public static Problem? Find(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ContentException { Error: { } refused }:
                    return Problem.Of(refused);
                case ProblemException refused:
                    return refused.Problem;
                case RenderingLimitException limit:
                    return Problem.Of(new ContentError.RenderingTooExpensive(limit.Message));
            }
        }

        return StoreFailures.Of(exception) switch
        {
            null => null,
            StoreFailure.Busy => Problem.Of(ProblemKind.Busy, "The database has too much to do at the moment. Try again in a few seconds."),
            _ => Problem.Of(new ContentError.StoreUnavailable()),
        };
    }
}
