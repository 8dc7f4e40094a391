using System.Net.Sockets;
using Npgsql;

namespace Cms.Hosting;

/// <summary>How the database fails without a mistake of ours.</summary>
internal enum StoreFailure
{
    /// <summary>It has more to do than it can in time.</summary>
    Busy,

    /// <summary>It takes no connection.</summary>
    Unreachable,

    /// <summary>It has ended a connection, and so perhaps all others.</summary>
    Broken,
}

/// <summary>Tells a database that cannot be reached, or not in time, from a mistake of ours.</summary>
internal static class StoreFailures
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions, no such database, out of resources, a database that is closed to connections.
    private static readonly string[] UnreachableClasses = ["08", "3D", "53", "55000"];

    /// <summary>Null where it is something else.</summary>
    public static StoreFailure? Of(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DeadlockDetected }:
                    return StoreFailure.Busy;
                case PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow }:
                    return StoreFailure.Broken;
                case PostgresException answered:
                    return UnreachableClasses.Any(start => answered.SqlState.StartsWith(start, StringComparison.Ordinal)) ? StoreFailure.Unreachable : null;

                // A command's timeout, and that of a wait for a place in the pool.
                case NpgsqlException { InnerException: TimeoutException }:
                    return StoreFailure.Busy;
                case NpgsqlException { InnerException: SocketException or IOException }:
                    return StoreFailure.Broken;
            }
        }

        return null;
    }
}
