using System.Data.Common;
using System.Net.Sockets;

namespace Cms.Content.Import;

/// <summary>What a store's refusal means for an import. The states are PostgreSQL's: https://www.postgresql.org/docs/current/errcodes-appendix.html</summary>
internal static class StoreRefusal
{
    private const string DiskFull = "53100";
    private const string ReadOnly = "25006";
    private const string NotAllowed = "42501";
    private const string ClosedToConnections = "55000";

    /// <summary>
    /// Whether it is about one post's content: our own refusals, and PostgreSQL's of its data (class 22), its uniqueness (23) and its limits (54).
    /// All else concerns every post alike, and to try each would only make the person wait for the same answer.
    /// </summary>
    public static bool IsOfOnePost(Exception error) =>
        Causes(error).Any(cause => cause is ContentException)
        || (StateOf(error) is { } state && (IsOfClass(state, "22") || IsOfClass(state, "23") || IsOfClass(state, "54")));

    /// <summary>Why no post can be saved any more, as the first part of a sentence; null where it is not the store's doing.</summary>
    public static string? WhyNothingIsSaved(Exception error) => StateOf(error) switch
    {
        DiskFull => "The database has no room left on its disk",
        ReadOnly => "The database takes no changes (it is a replica, or set to read only)",
        NotAllowed => "The database does not let this user write",
        ClosedToConnections => "The database went away",
        { } state when !IsOfClass(state, "08") && !IsOfClass(state, "57") => $"The database failed ({state}: {MessageOf(error)})",
        not null => "The database went away",
        null when Causes(error).Any(cause => cause is TimeoutException) => "The database did not answer in time",
        null => Causes(error).Any(cause => cause is DbException or SocketException) ? "The database went away" : null,
    };

    private static string? StateOf(Exception error) => Causes(error).OfType<DbException>().Select(cause => cause.SqlState).FirstOrDefault(state => state is not null);

    private static string MessageOf(Exception error) => Causes(error).OfType<DbException>().First(cause => cause.SqlState is not null).Message;

    private static bool IsOfClass(string state, string @class) => state.StartsWith(@class, StringComparison.Ordinal);

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
