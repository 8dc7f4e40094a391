using System.Net.Sockets;
using Cms.Content;
using Cms.Content.Export;
using Cms.Content.Import;
using Cms.EmbeddedPostgres;
using Cms.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Cms.CommandLine;

/// <summary>What the program ends with, and the one place where an exception becomes a sentence on standard error.</summary>
internal static class ExitCode
{
    public const int AllWell = 0;

    /// <summary>Some files were refused, and the others taken; or a comparison found differences.</summary>
    public const int SomeRefused = 1;

    public const int CouldNotRun = 2;

    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        using var signals = new StopSignals();
        try
        {
            return await command(signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return await FailAsync("Stopped before the end. Run it again to go on.");
        }
        catch (Exception e) when (SentenceOf(e) is { } sentence)
        {
            return await FailAsync(sentence);
        }
    }

    private static string? SentenceOf(Exception exception) => exception switch
    {
        CannotRunException or EmbeddedPostgresException or ImportException or ImportInterruptedException or ExportException or OptionsValidationException or ContentException => exception.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another address with --urls http://localhost:5081.",
        SocketException => $"The address cannot be listened on: {exception.Message}. Choose another one with --urls.",
        _ when StoreFailures.Of(exception) is not null => "The database went away meanwhile. What was saved is saved; run it again to go on.",
        _ => null,
    };

    private static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return CouldNotRun;
    }
}
