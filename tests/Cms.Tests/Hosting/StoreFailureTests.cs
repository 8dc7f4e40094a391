using System.Net.Sockets;
using Cms.Answers;
using Cms.Hosting;
using Npgsql;

namespace Cms.Tests.Hosting;

public sealed class StoreFailureTests
{
    [Fact]
    public void A_timeout_is_no_broken_connection()
    {
        // As Npgsql throws it for a command that takes too long, and for a pool that has no place left.
        var timeout = new InvalidOperationException("Wrapped", new NpgsqlException("Exception while reading from stream", new TimeoutException()));

        StoreFailures.Of(timeout).ShouldBe(StoreFailure.Busy);
        var problem = Refusals.Find(timeout)!;
        (problem.Status, problem.Code).ShouldBe((503, "busy"));
    }

    [Fact]
    public void A_socket_that_is_closed_is()
    {
        StoreFailures.Of(new NpgsqlException("", new IOException())).ShouldBe(StoreFailure.Broken);
        StoreFailures.Of(new NpgsqlException("", new SocketException())).ShouldBe(StoreFailure.Broken);
    }

    [Theory]
    [InlineData("57P01", "Broken")]
    [InlineData("57P03", "Broken")]
    [InlineData("57014", "Busy")]
    [InlineData("53300", "Busy")]
    [InlineData("3D000", "Unreachable")]
    [InlineData("42P01", "")]
    public void What_the_server_says_is_told_apart(string state, string failure) =>
        (StoreFailures.Of(new PostgresException("", "FATAL", "FATAL", state))?.ToString() ?? "").ShouldBe(failure);
}
