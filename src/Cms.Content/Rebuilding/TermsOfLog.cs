using Cms.Content.Posts;
using Cms.Content.Taxonomies;

namespace Cms.Content.Rebuilding;

/// <summary>The terms that writers have changed, as the log says. What posts brought in and nobody changed is not among them.</summary>
internal sealed class TermsOfLog
{
    private readonly Dictionary<int, TermOfLog> byId = [];

    /// <summary>Those that are there, or can come back.</summary>
    public IReadOnlyCollection<TermOfLog> Terms => byId.Values;

    /// <summary>The ids of those that have become part of others.</summary>
    public HashSet<int> Gone { get; } = [];

    /// <summary>The next event of the log.</summary>
    /// <param name="number">Its number.</param>
    public void Apply(ITermEvent @event, long number, Guid stream)
    {
        switch (@event)
        {
            case TermRenamed renamed:
                var named = Find(@event, renamed.Before);
                Revise(named, renamed.After, stream);
                if (renamed.Absorbed is { } absorbed)
                {
                    Move(absorbed, named);
                }

                named.IsRenamed = true;
                named.Keys.TryAdd(named.Key, null);
                named.Slugs.Add(renamed.After.Slug);
                break;
            case TermDescribed described:
                Revise(Find(@event, described.Before), described.After, stream);
                break;
            case TermMerged merged:
                Find(@event, merged.Term).Stream = stream;
                Move(merged.TermId, Find(merged.Taxonomy, merged.IntoId, merged.Into));
                break;
            case TermRemoved removed:
                var term = Find(@event, removed.Term);
                Revise(term, removed.Term, stream);
                foreach (var key in term.Keys.Keys)
                {
                    term.Keys[key] = number;
                }

                break;
            default:
                throw new NotSupportedException(@event.GetType().Name);
        }
    }

    private static void Revise(TermOfLog term, TermProfile profile, Guid stream)
    {
        term.Profile = profile;
        term.Stream = stream;
        term.Revision++;
    }

    private TermOfLog Find(ITermEvent @event, TermProfile before) => Find(@event.Taxonomy, @event.TermId, before);

    private TermOfLog Find(Taxonomy taxonomy, int id, TermProfile before)
    {
        if (!byId.TryGetValue(id, out var term))
        {
            byId[id] = term = new(taxonomy, id, before);
        }

        return term;
    }

    private void Move(int from, TermOfLog into)
    {
        if (!byId.Remove(from, out var term))
        {
            return;
        }

        Gone.Add(from);
        foreach (var (key, removedBy) in term.Keys)
        {
            into.Keys[key] = removedBy;
        }

        into.Slugs.UnionWith(term.Slugs);
        into.MergedStreams.AddRange(term.MergedStreams);
        into.MergedStreams.AddRange(term.Stream is { } stream ? [stream] : []);
    }
}

/// <summary>A term as the log leaves it.</summary>
internal sealed class TermOfLog(Taxonomy taxonomy, int id, TermProfile first)
{
    public Taxonomy Taxonomy => taxonomy;

    public int Id => id;

    public TermProfile Profile { get; set; } = first;

    public string Key => SlugRules.TermKey(Profile.Name);

    public bool IsRenamed { get; set; }

    public int Revision { get; set; } = 1;

    /// <summary>Null for one that has only been merged into.</summary>
    public Guid? Stream { get; set; }

    public List<Guid> MergedStreams { get; } = [];

    /// <summary>All keys that mean it, with the number of the event that took it off what was written before under each.</summary>
    public Dictionary<string, long?> Keys { get; } = new(StringComparer.Ordinal) { [SlugRules.TermKey(first.Name)] = null };

    public HashSet<string> Slugs { get; } = new(StringComparer.Ordinal) { first.Slug };
}
