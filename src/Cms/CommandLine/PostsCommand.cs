using System.CommandLine;
using System.Text;
using Cms.Content.Access;
using Cms.Content.Drafts;
using Cms.Content.Export;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Hosting;
using Cms.Markdown.FrontMatter;
using Microsoft.Extensions.Options;

namespace Cms.CommandLine;

/// <summary>Posts for a person with an editor.</summary>
internal static class PostsCommand
{
    public static Command Create(IReadOnlyList<string> settings) =>
        new("posts", "Write, edit and publish single posts in your editor.") { NewPost(settings), EditPost(settings), PublishPost(settings) };

    private static Command NewPost(IReadOnlyList<string> settings)
    {
        var title = new Argument<string>("TITLE") { Description = "What it is called." };
        var file = FileOption();
        var command = new Command("new", "Make a draft: opens your editor on it, or takes a file.") { title, file };
        command.SetAction((parsed, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            var template = Encoding.UTF8.GetBytes($"---\ntitle: {Quoted(parsed.GetRequiredValue(title))}\ntags: []\n---\n\n");
            if (parsed.GetValue(file) is { } given)
            {
                await CreateAsync(services, WithTitle(await ReadAsync(given, stop), template), stop);
            }
            else if (!await TextEditor.EditAsync("new-post.md", template, text => CreateAsync(services, text, stop), stop))
            {
                await Console.Error.WriteLineAsync("Nothing was written, so there is no new post.");
            }

            return ExitCode.AllWell;
        }));
        return command;
    }

    private static Command EditPost(IReadOnlyList<string> settings)
    {
        var post = PostArgument();
        var file = FileOption();
        var command = new Command("edit", "Change a post: opens its file in your editor, or takes a file in its place. Readers see it once it is published.") { post, file };
        command.SetAction((parsed, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            var copy = await FindAsync(services, parsed.GetRequiredValue(post), stop);
            var before = await services.GetRequiredService<PublishedFiles>().WriteAsync(copy.Post, copy.Shown.Rendering.Definition, OwnSiteOf(services), stop);
            if (parsed.GetValue(file) is { } given)
            {
                await ReviseAsync(services, copy.Post, before, await ReadAsync(given, stop), stop);
            }
            else if (!await TextEditor.EditAsync($"{copy.Post.Slug}.md", before, text => ReviseAsync(services, copy.Post, before, text, stop), stop))
            {
                await Console.Error.WriteLineAsync("Nothing has changed.");
            }

            return ExitCode.AllWell;
        }));
        return command;
    }

    private static Command PublishPost(IReadOnlyList<string> settings)
    {
        var post = PostArgument();
        var command = new Command("publish", "Show a post's newest revision to readers.") { post };
        command.SetAction((parsed, _) => StoreCommand.RunAsync(settings, async (services, stop) =>
        {
            var copy = await FindAsync(services, parsed.GetRequiredValue(post), stop);
            await WriteAsync(services, edits => edits.PublishAsync(copy.Post.Id, ExpectedRevision.Of(copy.Post.Revision), stop), stop);
            return ExitCode.AllWell;
        }));
        return command;
    }

    private static Argument<string> PostArgument() => new("POST") { Description = "Its slug, its path from the first slash on, or its id." };

    private static Option<string?> FileOption() => new("--file") { Description = "A Markdown file to take instead of opening an editor; - is standard input.", HelpName = "FILE" };

    private static async Task<WorkingCopy> FindAsync(IServiceProvider services, string asked, CancellationToken ct)
    {
        var copies = services.GetRequiredService<WorkingCopies>();
        return (asked.StartsWith('/') ? await copies.FindByPathAsync(asked, ct) : await copies.FindAsync(asked, language: null, ct))
            ?? throw new CannotRunException($"There is no post '{asked}'. Name it by its slug, its path from the first slash on, or its id.");
    }

    private static Task CreateAsync(IServiceProvider services, byte[] text, CancellationToken ct)
    {
        var draft = Read(services, text);
        return WriteAsync(services, edits => edits.CreateAsync(draft, id: null, ct), ct);
    }

    private static Task ReviseAsync(IServiceProvider services, Post post, byte[] before, byte[] after, CancellationToken ct)
    {
        var (old, draft) = (Read(services, before), Read(services, after));
        return WriteAsync(
            services,
            edits => edits.ReviseAsync(post.Id, ExpectedRevision.Of(post.Revision), current => DraftMerge.Apply(PostDraft.Of(current.Content), old, draft), ct),
            ct);
    }

    private static PostDraft Read(IServiceProvider services, byte[] text) =>
        MarkdownPost.Read(text, services.GetRequiredService<PostRules>(), services.GetRequiredService<TimeProvider>().GetUtcNow());

    private static async Task WriteAsync(IServiceProvider services, Func<PostEdits, Task<Post>> edit, CancellationToken ct)
    {
        var post = await services.GetRequiredService<PostWriter>().WriteAsync(Actor.CommandLine, edit, ct);
        await Console.Out.WriteLineAsync($"{post.Id}  {post.Slug}  {post.Status.ToString().ToLowerInvariant()}  revision {post.Revision}");
    }

    private static OwnSite OwnSiteOf(IServiceProvider services)
    {
        var site = services.GetRequiredService<IOptions<SiteOptions>>().Value;
        return new(services.GetRequiredService<IOptions<TimeZoneOptions>>().Value.TimeZone, site.Permalink, site.Language);
    }

    // A text that names no title is the post's whole text.
    private static byte[] WithTitle(byte[] text, byte[] template) => MarkdownFile.Parse(text).FrontMatter.Entries.Count == 0 ? [.. template, .. text] : text;

    private static string Quoted(string title) => $"\"{title.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static async Task<byte[]> ReadAsync(string file, CancellationToken ct)
    {
        if (file == ImportArguments.StandardInput)
        {
            await using var input = Console.OpenStandardInput();
            using var held = new MemoryStream();
            await input.CopyToAsync(held, ct);
            return held.ToArray();
        }

        try
        {
            return await File.ReadAllBytesAsync(file, ct);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"'{file}' cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
