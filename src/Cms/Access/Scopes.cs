namespace Cms.Access;

/// <summary>What a key or token may do. Each is the name of an authorization policy, too.</summary>
internal static class Scopes
{
    /// <summary>Published content, where <c>Cms:Delivery:RequireKey</c> closes it.</summary>
    public const string Read = "read";

    /// <summary>Working copies, revisions and preview links.</summary>
    public const string Preview = "preview";

    /// <summary>Create, change, trash and restore what is not published; tags and their kin.</summary>
    public const string Write = "write";

    /// <summary>Publish, schedule, unpublish, archive; trash what is published.</summary>
    public const string Publish = "publish";

    /// <summary>Everything, keys, sources, webhooks, the audit and purging among it.</summary>
    public const string Admin = "admin";

    /// <summary>All there are, the narrow ones first.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Preview, Write, Publish, Admin];

    /// <summary>All that someone with these scopes may, what they imply among it; words that are no scope of ours give nothing.</summary>
    public static IReadOnlyList<string> Effective(IEnumerable<string> granted)
    {
        var given = granted.ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(scope => given.Any(grant => Implies(grant, scope)))];
    }

    private static bool Implies(string granted, string scope) => All.Contains(granted, StringComparer.Ordinal)
        && (granted == scope || granted == Admin || scope == Read || (granted == Write && scope == Preview));
}
