using System.Globalization;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>Writes the server's settings. A machine that runs a blog also does other things, so they are modest.</summary>
internal static class ServerSettings
{
    /// <summary>The line that makes the cluster's own settings file read ours; what an operator writes below it wins.</summary>
    public const string IncludeLine = "include '../postgres.conf'";

    private const string PortName = "port = ";

    public static async Task WriteAsync(StorePath store, ServerAddress address, CancellationToken ct) =>
        await File.WriteAllTextAsync(store.Settings, Text(address), ct);

    /// <summary>The port of the last start, so that a restarted server is found where it was.</summary>
    public static int? LastPort(StorePath store) =>
        File.Exists(store.Settings)
        && File.ReadLines(store.Settings).FirstOrDefault(line => line.StartsWith(PortName, StringComparison.Ordinal)) is { } line
        && int.TryParse(line[PortName.Length..], CultureInfo.InvariantCulture, out var port)
            ? port
            : null;

    private static string Text(ServerAddress address) =>
        $"""
         # Written by each start. Settings of your own belong into postgres/postgresql.conf, below the line that includes this file.
         listen_addresses = '{(address.IsSocket ? "" : address.Host)}'
         unix_socket_directories = '{(address.IsSocket ? address.Host.Replace("'", "''", StringComparison.Ordinal) : "")}'
         unix_socket_permissions = 0700
         {PortName}{address.Port.ToString(CultureInfo.InvariantCulture)}
         max_connections = 100
         shared_buffers = 256MB
         jit = off
         timezone = 'UTC'

         # A query whose client was killed ends soon.
         client_connection_check_interval = {(OperatingSystem.IsWindows() ? "0" : "2s")}

         # What the server itself has to say, a file for each day of the week. Errors of a statement go to the client alone, so no content and no secret gets here.
         logging_collector = on
         log_directory = 'log'
         log_filename = 'postgres-%a.log'
         log_rotation_age = 1d
         log_rotation_size = 0
         log_truncate_on_rotation = on
         log_timezone = 'UTC'
         log_min_messages = log
         log_min_error_statement = panic
         log_checkpoints = off

         """;
}
