using System.Net.Sockets;
using Npgsql;

namespace Cms.Hosting;

/// <summary>Tells a database that cannot be reached from a mistake of ours.</summary>
internal static class StoreFailures
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions, no such database, out of connections, shutting down or starting up.
    private static readonly string[] UnavailableClasses = ["08", "3D", "53", "57P"];

    public static bool IsUnavailable(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException answered:
                    return UnavailableClasses.Any(start => answered.SqlState.StartsWith(start, StringComparison.Ordinal));
                case NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: SocketException or IOException or TimeoutException }:
                    return true;
            }
        }

        return false;
    }
}
