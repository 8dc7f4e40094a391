using System.Text;
using System.Text.Json.Nodes;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Taxonomies;
using Cms.Rest.Posts;
using Cms.Tests.Delivery.Filters;
using Cms.Tests.Hosting;
using CsCheck;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Rest;

/// <summary>A published post's answer is copied from what was prepared for it, a working copy's is made of its types: both say the same of the same post.</summary>
public sealed class PostAnswerAgreementTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private static readonly BodyFormat[] Formats = Enum.GetValues<BodyFormat>();

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.String[0, 12].Where(text => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar)).Select(text => text.Replace("\0", "", StringComparison.Ordinal)),
        AnyCondition.Among("", "Größe", "\"quoted\" \\ </script>", "😀 & <b>", "\u2028\u0001\t\r\n", "email", "null", "a/b+c"));

    private static readonly Gen<string?> Maybe = Gen.OneOf(Word.Select(text => (string?)text), Gen.Const((string?)null));

    private static readonly Gen<DateTimeOffset> Moment = Gen.Select(Gen.Long[TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], AnyCondition.Among(1L, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond), Gen.Int[-14, 14])
        .Select((ticks, unit, hours) => new DateTimeOffset(ticks / unit * unit, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(hours)));

    private static readonly Gen<JsonNode?> Value = Gen.Recursive<JsonNode?>((depth, inner) => depth > 2
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (1, inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))),
            (1, Gen.Select(Key, inner).Array[0, 3].Select(members => (JsonNode?)ObjectOf(members)))));

    private static readonly Gen<Fields> AnyFields = Gen.Select(Key, Value).Array[0, 5].Select(members => new Fields(ObjectOf(members).ToJsonString()));

    private static readonly Gen<IReadOnlyList<TermReference>> Terms =
        Gen.Select(Word, Word, Maybe).Select((slug, name, url) => new TermReference(1, name, slug, name, url)).Array[0, 3].Select(terms => (IReadOnlyList<TermReference>)terms);

    private Alba.IAlbaHost node = null!;

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        Word.Select(text => (JsonNode?)JsonValue.Create(text)),
        AnyCondition.Among("1", "1.0", "-0.5", "1e30", "12345678901234567890.12", "true", "null", "[]", "{}").Select(json => JsonNode.Parse(json)));

    // With private names among them.
    private static Gen<string> Key => Gen.OneOf(Word, AnyCondition.Among("email", "contact_email", "MAIL", "layout", "url", "alt", "excerpt_separator"));

    public async ValueTask InitializeAsync() => node = await cms.StartAsync("--Cms:Site:BaseUrl=https://example.org/blog");

    [Fact]
    public void Whatever_a_post_holds_both_answers_are_the_same_bytes()
    {
        var links = Gen.Select(Word, Maybe).Select((name, url) => new PostLink(name, url)).Array[0, 3];
        var image = Gen.OneOf(Gen.Const((PostImage?)null), Gen.Select(Word, AnyFields).Select((url, details) => (PostImage?)new PostImage(url, details)));
        var origin = Gen.OneOf(Gen.Const((PostOrigin?)null), Gen.Select(Word, Word).Select((source, file) => (PostOrigin?)new PostOrigin(Guid.CreateVersion7(), source, file, "hash")));
        var words = Word.Array[8, 8];
        var post = Gen.Select(words, Gen.Select(Maybe, Maybe, Maybe), Gen.Select(links, image, origin), Gen.Select(Moment, Moment, Moment), Gen.Select(Gen.Int[0, 100_000], Gen.Bool), AnyFields)
            .Select((texts, optional, parts, times, numbers, fields) => new PublishedPost
            {
                Id = Guid.CreateVersion7(),
                Revision = numbers.Item1 + 1,
                Slug = texts[0],
                Path = texts[1],
                Title = texts[2],
                TitleKey = [1],
                Language = optional.Item1,
                Description = optional.Item2,
                CanonicalUrl = optional.Item3,
                Links = parts.Item1,
                Image = parts.Item2,
                Origin = parts.Item3,
                Featured = numbers.Item2,
                ExcerptText = texts[3],
                WordCount = numbers.Item1,
                ReadingMinutes = numbers.Item1 / 200,
                CreatedAt = times.Item1,
                PublishedAt = times.Item2,
                ModifiedAt = times.Item3,
                StoredAt = times.Item1,
                Year = 2020,
                Month = 1,
                TranslationKey = texts[4],
                Fields = fields,
            });
        var translations = Gen.Select(Word, Word, Word).Select((language, slug, path) => new Translation(Guid.CreateVersion7(), language, slug, path)).Array[0, 2];
        var body = Gen.Select(Word, Maybe).Select((markdown, excerpt) => (markdown, excerpt));

        Gen.Select(post, Terms.Array[4, 4], translations, body).Sample(
            (published, terms, others, text) =>
            {
                DeliveredPost Delivered() => new(
                    published,
                    new PostTermReferences(taxonomy => terms[(int)taxonomy]),
                    others,
                    new PublishedBody { Id = published.Id, Markdown = text.markdown, Excerpt = text.excerpt },
                    SourceRendering.None);
                ShouldAgree(Delivered(), Delivered());
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public async Task What_is_read_from_the_store_says_what_the_document_says()
    {
        await cms.ImportAsAsync(
            "agreeing",
            ("_posts/2020-01-01-all-of-it.md", "---\ntitle: \"Ünï \\\"\\\\ 😀\"\nlang: de\ntags: [C#, Über uns]\ncategories: [a, b]\nkeywords: [k]\nauthor: Ada\ndescription: D\nimage: { path: /x.png, alt: A, email: a@example.org }\ncanonical_url: https://c.example/\nfeatured: true\nlinks:\n  - Home: https://a.example/\n  - Label\nredirect_from: /old\nrating: 1.50\nlist: [1, two, { email: x, kept: y }]\nmodified: 2020-02-01 10:00:00.125 +0200\n---\nFirst {{ site.title }}.\n\n<!--more-->\n\nSecond ]]> [l](/2020/01/02/plain.html)\n"),
            ("_posts/2020-01-02-plain.md", "Nothing but text.\n"),
            ("_posts/2020-01-03-empty.md", "---\n---\n"),
            ("_posts/2020-01-04-all-of-it.md", "---\nlang: en\ntitle: Translated\n---\nText\n"));
        var ct = TestContext.Current.CancellationToken;
        var posts = node.Services.GetRequiredService<PublishedPosts>();
        var read = (await posts.ListAsync(new PostQuery { Limit = 100, Parts = PostParts.Body }, ct)).Items;
        await using var session = cms.Services.GetRequiredService<DocumentStore>().QuerySession();

        read.Count.ShouldBe(4);
        foreach (var one in read)
        {
            var document = await session.LoadAsync<PublishedPost>(one.Id, ct);
            ShouldAgree(one, new DeliveredPost(document.ShouldNotBeNull(), one.Terms, one.Translations, one.Body, one.Rendering) { Names = one.Names });
        }
    }

    private void ShouldAgree(DeliveredPost copied, DeliveredPost made)
    {
        var answers = node.Services.GetRequiredService<PostAnswers>();
        var responses = node.Services.GetRequiredService<PostResponses>();
        foreach (var format in Formats)
        {
            var written = Encoding.UTF8.GetString(answers.Post(copied, format, CancellationToken.None).Span);
            var serialized = Encoding.UTF8.GetString(Json.Write(responses.Of(made, format, CancellationToken.None)));
            if (written != serialized)
            {
                // Property by property, so that the failure names the one.
                var (one, other) = (JsonNode.Parse(written)!.AsObject(), JsonNode.Parse(serialized)!.AsObject());
                one.Select(member => member.Key).ShouldBe(other.Select(member => member.Key));
                foreach (var (name, value) in other)
                {
                    one[name]?.ToJsonString().ShouldBe(value?.ToJsonString(), $"{name} of {serialized}");
                }

                written.ShouldBe(serialized);
            }
        }
    }

    private static JsonObject ObjectOf(IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
        {
            made[name] = value?.DeepClone();
        }

        return made;
    }

    public async ValueTask DisposeAsync() => await node.DisposeAsync();
}
