using Cms.Content.Delivery;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Links;

/// <summary>Turns conditions on links into SQL. The link is <c>l</c>, and what a post carries of it <c>c</c>.</summary>
internal sealed class LinkSql(NpgsqlParameterCollection parameters)
{
    private readonly ValueSql compare = new(parameters);

    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/> for a filter beyond <see cref="PostFilterBounds"/>.</exception>
    public string Where(LinkFilter? filter)
    {
        if (filter is null)
        {
            return "true";
        }

        LinkFilter.Check(filter);
        return Sql(filter);
    }

    /// <summary>A test of a link <c>l</c> as a post carries it, <c>c</c>.</summary>
    public static string Compare(LinkTest test, ValueSql compare) => test switch
    {
        LinkTest.Text url when IsUrl(url) => $"c.link_id = any({compare.Add(IdsOf(url))})",
        LinkTest.Text { Property: LinkText.Host } host => compare.Text("l.host", host.Operator, [.. host.Values.Select(value => value?.ToLowerInvariant())]),
        LinkTest.Text text => compare.Text(text.Property == LinkText.Url ? "l.url" : "c.name", text.Operator, text.Values),
        LinkTest.Place place => compare.Text("c.place", place.Operator, [.. place.Values.Select(CarriedLinks.Name)]),
        _ => throw new NotSupportedException(test.GetType().Name),
    };

    // A link's id follows from its URL.
    public static bool IsUrl(LinkTest.Text text) =>
        text is { Property: LinkText.Url, Operator: Operator.Equal or Operator.In } && text.Values.All(value => value is not null);

    private static Guid[] IdsOf(LinkTest.Text url) => [.. url.Values.Select(value => CarriedLinks.IdOf(value!))];

    private string Sql(LinkFilter filter) => filter switch
    {
        LinkFilter.And and => ValueSql.Join(and.Of.Select(Sql), " and ", "true"),
        LinkFilter.Or or => ValueSql.Join(or.Of.Select(Sql), " or ", "false"),
        LinkFilter.Like like => Sql(like),
        LinkFilter.Count count => compare.Values("l.posts", count.Operator, count.Values.ToArray()),
        LinkFilter.Mentioning { Text: var text } => Mentioning(compare.Add(text)),
        _ => throw new NotSupportedException(filter.GetType().Name),
    };

    // What is asked of the link itself goes by the indexes of links, the rest is gathered once from what posts carry.
    private string Sql(LinkFilter.Like like)
    {
        var own = like.Tests.OfType<LinkTest.Text>().Where(text => text.Property != LinkText.Name).ToList();
        var carried = like.Tests.Except(own).Select(test => Compare(test, compare)).Concat(like.By.Select(Sql)).ToList();
        var conditions = own.Select(text => IsUrl(text) ? $"l.id = any({compare.Add(IdsOf(text))})" : Compare(text, compare)).ToList();
        if (carried.Count > 0)
        {
            conditions.Add($"l.id in (select c.link_id from {ContentTables.PublishedPostLinks} c where {string.Join(" and ", carried)})");
        }

        return ValueSql.Join(conditions, " and ", "true");
    }

    private static string Mentioning(string text) =>
        $"(strpos(lower(l.url), lower({text})) > 0 or l.id in (select c.link_id from {ContentTables.PublishedPostLinks} c where strpos(lower(c.name), lower({text})) > 0))";

    private string Sql(CarrierTest test)
    {
        var ids = test.Posts.Where(post => Guid.TryParse(post, out _)).Select(Guid.Parse).ToArray();
        var slugs = test.Posts.Where(post => !Guid.TryParse(post, out _)).ToArray();
        List<string> any = [$"c.post_id = any({compare.Add(ids)})"];
        if (slugs.Length > 0)
        {
            any.Add($"c.post_id in (select p.id from {ContentTables.PublishedPosts} p where p.slug = any({compare.Add(slugs)}))");
        }

        return $"({string.Join(" or ", any)}) is {(test.Among ? "" : "not ")}true";
    }
}
