using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Cms.Content.Import;
using Cms.Content.Sources;

namespace Cms.Tests.Import;

public sealed class ArchiveTests : IDisposable
{
    private readonly SiteFolder folder = [];

    [Theory]
    [InlineData("")]
    [InlineData("my-blog-main/")]
    [InlineData("./")]
    public void A_zip_is_read_like_the_folder_that_was_packed(string top)
    {
        var zip = Zip(("_config.yml", "permalink: /:title/"), ("_posts/2021-03-04-a.md", "Text."), ("about.md", "x"));

        var packed = zip(file => top + file);
        using var site = Site.Open(new(packed));

        site.Name.ShouldBe("blog");
        site.Definition.Generator.ShouldBe(Generator.Jekyll);
        var post = SiteFolder.Read(new(packed)).ShouldHaveSingleItem();
        (post.File, post.Content!.Path, post.Content.Markdown).ShouldBe(("_posts/2021-03-04-a.md", "/a/", "Text."));
    }

    [Theory]
    [InlineData("5554 0500 01 BF3F5F5E", "2020-03-04T05:42:23Z")]
    [InlineData("0A00 2000 00000000 0100 1800 8049A0ADE7F1D501 0000000000000000 0000000000000000", "2020-03-04T05:42:23Z")]
    [InlineData("FFFF 0100 00 5554 0500 01 BF3F5F5E", "2020-03-04T05:42:23Z")]
    [InlineData("5554 0500 00 BF3F5F5E", "2020-03-04T06:42:22Z")]
    [InlineData("5554 FFFF", "2020-03-04T06:42:22Z")]
    [InlineData("", "2020-03-04T06:42:22Z")]
    public void A_member_was_written_when_its_zone_free_time_says_and_else_when_its_clock_does(string extra, string time)
    {
        // What dates the post is its file alone: no folder of posts, no date in the name.
        var zip = Zip(archive =>
        {
            var member = archive.CreateEntry("a.md");
            member.LastWriteTime = new(2020, 3, 4, 6, 42, 22, TimeSpan.Zero);
            using var text = member.Open();
            text.Write("# Text"u8);
        });
        File.WriteAllBytes(zip, WithExtra(File.ReadAllBytes(zip), Convert.FromHexString(extra.Replace(" ", "", StringComparison.Ordinal))));

        var post = SiteFolder.Read(new(zip)).ShouldHaveSingleItem();

        post.IsDatedByFile.ShouldBeTrue();
        post.Content!.PublishedAt.ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_packed_folder_of_posts_alone_keeps_its_name() =>
        SiteFolder.Read(new(Zip(("_posts/2021-03-04-a.md", "x"))(file => file))).ShouldHaveSingleItem().File.ShouldBe("_posts/2021-03-04-a.md");

    [Theory]
    [InlineData("../2021-03-04-x.md", "unsafe-path")]
    [InlineData("a/../../2021-03-04-x.md", "unsafe-path")]
    [InlineData("/etc/2021-03-04-x.md", "unsafe-path")]
    [InlineData("C:/2021-03-04-x.md", "unsafe-path")]
    [InlineData("_posts\\2021-03-04-x.md", "unsafe-path")]
    [InlineData("_posts//2021-03-04-x.md", "unsafe-path")]
    [InlineData("_posts/2021-03-04-a\u0001.md", "unsafe-path")]
    [InlineData("_posts/2021-03-04-good.md", "duplicate-name")]
    public void A_member_with_such_a_name_is_refused_by_itself(string member, string code)
    {
        var read = SiteFolder.Read(new(Zip(("_posts/2021-03-04-good.md", "Good."), (member, "Bad."))(file => file)));

        read.Count(post => post.Content?.Markdown == "Good.").ShouldBe(1);
        var refused = read.Where(post => post.IsRefused).ShouldHaveSingleItem();
        (refused.File, refused.Refusal!.Code).ShouldBe((member, code));
    }

    [Fact]
    public void A_member_that_lies_too_deep_or_is_called_too_long_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("d/", 200)) + "x.md";
        var @long = "_posts/2021-03-04-" + new string('x', 3000) + ".md";

        var read = SiteFolder.Read(new(Zip(("_posts/2021-03-04-a.md", "x"), (deep, "x"), (@long, "x"))(file => file)));

        read.Where(post => post.IsRefused).Select(post => post.Refusal!.Code).Order(StringComparer.Ordinal).ShouldBe(["path-too-long", "too-deep"]);
    }

    [Fact]
    public void A_link_in_a_zip_leads_nowhere()
    {
        var zip = Zip(archive =>
        {
            Add(archive, "_posts/2021-03-04-a.md", "x");
            var link = archive.CreateEntry("_posts/2021-03-04-link.md");
            link.ExternalAttributes = 0xA1FF << 16;
            using var target = link.Open();
            target.Write("/etc/passwd"u8);
        });

        SiteFolder.Read(new(zip)).Select(post => post.Refusal?.Code).ShouldBe([null, "symbolic-link"]);
    }

    [Fact]
    public void A_member_that_bursts_is_refused_when_it_does()
    {
        // As large as its neighbours allow: the archive as a whole shrinks as text does.
        var noise = new byte[2 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        var zip = Zip(archive =>
        {
            Add(archive, "_posts/2021-03-04-a.md", "x");
            Add(archive, "_posts/2021-03-04-bomb.md", new string('x', 20 * 1024 * 1024));
            Add(archive, "_posts/2021-03-04-large.md", new string('y', 40 * 1024 * 1024));
            Add(archive, "noise.bin", Encoding.Latin1.GetString(noise));
        });

        var read = SiteFolder.Read(new(zip));

        read.Where(post => post.IsRefused).Select(post => post.Refusal!.Code).ShouldBe(["zip-bomb", "zip-bomb"]);
        read.Count(post => !post.IsRefused).ShouldBe(1);
    }

    [Fact]
    public void An_archive_that_is_made_to_burst_is_refused_as_a_whole()
    {
        var zip = Zip(archive =>
        {
            for (var i = 0; i < 8; i++)
            {
                Add(archive, $"_posts/2021-03-04-{i}.md", new string('x', 16 * 1024 * 1024));
            }
        });

        var refused = Should.Throw<ImportException>(() => SiteFolder.Read(new(zip)));

        refused.IsArchive.ShouldBeTrue();
        refused.Message.ShouldContain("200 times");
    }

    [Fact]
    public void A_name_in_the_code_page_of_old_programs_is_read_with_a_warning()
    {
        var zip = Zip(archive => Add(archive, "_posts/2021-03-04-Gr\u0081n.md", "x"));
        var bytes = File.ReadAllBytes(zip);

        // The name as such a program writes it: ü is one byte, and the flag for UTF-8 (bit 11) is off in both headers.
        Replace(bytes, [0xC2, 0x81], [0x81, (byte)'_']);
        Replace(bytes, [0x50, 0x4B, 3, 4, 20, 0, 0, 8], [0x50, 0x4B, 3, 4, 20, 0, 0, 0]);
        var central = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        bytes[central + 9] &= 0xF7;
        File.WriteAllBytes(zip, bytes);

        var post = SiteFolder.Read(new(zip)).ShouldHaveSingleItem();

        post.File.ShouldBe("_posts/2021-03-04-Grü_n.md");
        post.Warnings.ShouldContain(warning => warning.Code == "name-not-utf-8");
    }

    [Fact]
    public void A_damaged_member_is_refused_and_a_damaged_archive_as_a_whole()
    {
        var zip = Zip(archive =>
        {
            Add(archive, "_posts/2021-03-04-a.md", "x");
            Add(archive, "_posts/2021-03-04-b.md", "Some text to be damaged.", CompressionLevel.NoCompression);
        });
        var bytes = File.ReadAllBytes(zip);
        Replace(bytes, "to be"u8, "TO BE"u8);
        File.WriteAllBytes(zip, bytes);

        SiteFolder.Read(new(zip)).Select(post => post.Refusal?.Code).ShouldBe([null, "damaged"]);

        File.WriteAllBytes(zip, bytes[..^30]);
        Should.Throw<ImportException>(() => SiteFolder.Read(new(zip))).IsArchive.ShouldBeTrue();
        File.WriteAllBytes(zip, "no zip"u8.ToArray());
        Should.Throw<ImportException>(() => SiteFolder.Read(new(zip))).IsArchive.ShouldBeTrue();
    }

    [Fact]
    public void An_encrypted_member_is_refused()
    {
        var zip = Zip(("_posts/2021-03-04-a.md", "x"))(file => file);
        var bytes = File.ReadAllBytes(zip);
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        bytes[6] |= 1;
        File.WriteAllBytes(zip, bytes);

        SiteFolder.Read(new(zip)).ShouldHaveSingleItem().Refusal!.Code.ShouldBe("encrypted");
    }

    [Fact]
    public void A_tar_is_read_packed_or_not()
    {
        var tar = Path.Combine(folder.Path, "blog.tar");
        using (var writer = new TarWriter(File.Create(tar)))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "top/_posts/2021-03-04-a.md") { DataStream = new MemoryStream("Text."u8.ToArray()) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "top/_posts/2021-03-04-b.md") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "top/../../x.md") { DataStream = new MemoryStream("Bad."u8.ToArray()) });
        }

        var packed = Path.Combine(folder.Path, "packed.tar.gz");
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            gzip.Write(File.ReadAllBytes(tar));
        }

        foreach (var archive in (string[])[tar, packed])
        {
            var read = SiteFolder.Read(new(archive));
            read.Single(post => !post.IsRefused).Content!.Markdown.ShouldBe("Text.");
            read.Where(post => post.IsRefused).Select(post => post.Refusal!.Code).ShouldBe(["symbolic-link", "unsafe-path"], ignoreOrder: true);
        }
    }

    [Fact]
    public void A_tar_holds_the_same_texts_as_the_folder_that_was_packed()
    {
        (string File, byte[] Bytes)[] files =
        [
            ("_config.yml", "markdown_ext: text,mdtext"u8.ToArray()),
            ("_posts/2021-03-04-a.text", "Text."u8.ToArray()),
            ("_posts/2021-03-04-b.mdtext", "More text."u8.ToArray()),
            ("_posts/2021-03-04-c.text", [.. "Text with NUL\0."u8]),
            ("_includes/logo.svg", "<svg/>"u8.ToArray()),
            ("_includes/photo.png", [0x89, .. "PNG"u8, 0, 0]),
        ];
        var tar = Path.Combine(folder.Path, "texts.tar");
        using (var writer = new TarWriter(File.Create(tar)))
        {
            foreach (var (file, bytes) in files)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file) { DataStream = new MemoryStream(bytes) });
            }
        }

        using var site = Site.Open(new(tar));

        SiteFolder.Read(new(tar)).Select(post => (post.File, post.Content?.Markdown, post.Refusal?.Code)).ShouldBe(
        [
            ("_posts/2021-03-04-a.text", "Text.", null),
            ("_posts/2021-03-04-b.mdtext", "More text.", null),
            ("_posts/2021-03-04-c.text", null, "no-text"),
        ]);
        site.Definition.Includes.Keys.ShouldBe(["logo.svg"]);
    }

    public void Dispose() => folder.Dispose();

    private Func<Func<string, string>, string> Zip(params (string File, string Text)[] members) => name => Zip(archive =>
    {
        foreach (var (file, text) in members)
        {
            Add(archive, name(file), text);
        }
    });

    private string Zip(Action<ZipArchive> fill)
    {
        var zip = Path.Combine(folder.Path, "blog.zip");
        using var archive = new ZipArchive(File.Create(zip), ZipArchiveMode.Create);
        fill(archive);
        return zip;
    }

    // .NET writes no such fields: it goes behind the name in the only header of the directory.
    private static byte[] WithExtra(byte[] zip, byte[] extra)
    {
        const int headerLength = 46;
        var (header, end) = (zip.AsSpan().IndexOf("PK\u0001\u0002"u8), zip.AsSpan().IndexOf("PK\u0005\u0006"u8));
        var behindName = header + headerLength + BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(header + 28));
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(header + 30), (ushort)extra.Length);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(end + 12), end - header + extra.Length);
        return [.. zip.AsSpan(0, behindName), .. extra, .. zip.AsSpan(behindName)];
    }

    private static void Add(ZipArchive archive, string file, string text, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var member = archive.CreateEntry(file, level).Open();
        member.Write(Encoding.Latin1.GetBytes(text));
    }

    private static void Replace(Span<byte> bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> @new)
    {
        for (var at = bytes.IndexOf(old); at >= 0; at = bytes.IndexOf(old))
        {
            @new.CopyTo(bytes[at..]);
            bytes = bytes[(at + old.Length)..];
        }
    }
}
