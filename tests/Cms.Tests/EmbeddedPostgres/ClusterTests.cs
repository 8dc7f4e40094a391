using Cms.EmbeddedPostgres;
using Npgsql;

namespace Cms.Tests.EmbeddedPostgres;

public sealed class ClusterTests
{
    [Fact]
    public async Task A_data_directory_with_a_long_and_strange_path_works()
    {
        using var store = new Store(below: Path.Combine(new string('a', 150), new string('b', 150), "it's \"$(quoted)\" `ä`"));
        await using var postgres = await store.StartAsync();

        (await Store.AskAsync<string>(postgres, "SHOW data_directory")).ShouldBe(store.Cluster);
    }

    [Theory]
    [InlineData("14")]
    [InlineData("99")]
    public async Task A_cluster_of_another_major_version_is_refused_and_left_alone(string major)
    {
        using var store = new Store();
        Directory.CreateDirectory(store.Cluster);
        var version = Path.Combine(store.Cluster, "PG_VERSION");
        await File.WriteAllTextAsync(version, $"{major}\n", TestContext.Current.CancellationToken);

        var refusal = await Should.ThrowAsync<EmbeddedPostgresException>(() => store.StartAsync());

        refusal.Message.ShouldContain($"made by PostgreSQL {major}");
        refusal.Message.ShouldContain(store.Cluster);
        Directory.GetFileSystemEntries(store.Cluster).ShouldBe([version]);
        (await File.ReadAllTextAsync(version, TestContext.Current.CancellationToken)).ShouldBe($"{major}\n");
    }

    [Fact]
    public async Task A_half_made_cluster_does_not_block_the_next_start()
    {
        using var store = new Store();
        var unfinished = Directory.CreateDirectory(Path.Combine(store.Directory, "postgres.unfinished-00000000"));
        await File.WriteAllTextAsync(Path.Combine(unfinished.FullName, "PG_VERSION"), "15\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(store.Directory, "start.lock"), "", TestContext.Current.CancellationToken);

        await using var postgres = await store.StartAsync();

        postgres.StartedHere.ShouldBeTrue();
        Directory.Exists(unfinished.FullName).ShouldBeFalse();
    }

    [Fact]
    public async Task Folders_of_sockets_that_killed_servers_left_go_with_the_next_start_and_those_in_use_stay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root" && Directory.Exists("/run"), "Only root keeps sockets in a folder of its own.");
        var left = Directory.CreateDirectory($"/run/cms/left-{Guid.NewGuid():N}");
        var fresh = Directory.CreateDirectory($"/run/cms/fresh-{Guid.NewGuid():N}");
        var used = Directory.CreateDirectory($"/run/cms/used-{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(used.FullName, ".s.PGSQL.5432"), "", TestContext.Current.CancellationToken);
            left.LastWriteTimeUtc = used.LastWriteTimeUtc = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            using var store = new Store();

            await using var postgres = await store.StartAsync();

            Directory.Exists(left.FullName).ShouldBeFalse();
            Directory.Exists(fresh.FullName).ShouldBeTrue();
            Directory.Exists(used.FullName).ShouldBeTrue();
        }
        finally
        {
            foreach (var folder in new[] { left, fresh, used }.Where(folder => Directory.Exists(folder.FullName)))
            {
                folder.Delete(recursive: true);
            }
        }
    }

    [Fact]
    public async Task A_folder_without_programs_is_refused_by_name()
    {
        using var store = new Store();

        var refusal = await Should.ThrowAsync<EmbeddedPostgresException>(() => store.StartAsync(binDirectory: "/nowhere"));

        refusal.Message.ShouldContain("Cms:Postgres:BinDirectory is /nowhere");
    }

    [Fact]
    public async Task The_server_listens_on_its_socket_alone_and_wants_a_password()
    {
        using var store = new Store();
        await using var postgres = await store.StartAsync();

        (await Store.AskAsync<string>(postgres, "SHOW listen_addresses")).ShouldBeEmpty();
        var withoutPassword = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(withoutPassword.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Letters_beyond_ASCII_have_an_upper_case_and_code_points_decide_the_order()
    {
        using var store = new Store();
        await using var postgres = await store.StartAsync();

        (await Store.AskAsync<string>(postgres, "SELECT upper('straßenbäume')")).ShouldStartWith("STRA");
        (await Store.AskAsync<string>(postgres, "SELECT upper('ä')")).ShouldBe("Ä");
        (await Store.AskAsync<bool>(postgres, "SELECT 'Z' < 'a' AND 'z' < 'ä'")).ShouldBeTrue();
    }
}
