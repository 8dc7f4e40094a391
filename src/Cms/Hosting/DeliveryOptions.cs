using System.ComponentModel.DataAnnotations;
using Cms.Content.Delivery;

namespace Cms.Hosting;

/// <summary>What readers get, bound from <c>Cms:Delivery</c>.</summary>
internal sealed record DeliveryOptions
{
    public const string Section = "Cms:Delivery";

    /// <summary>Front matter keys that no reader sees; <c>*</c> at the beginning stands for anything. Case does not matter.</summary>
    public IReadOnlyList<string> PrivateFields { get; init; } = [];

    /// <summary>Whether readers need a key, too: one with the scope <c>read</c>, which every scope implies.</summary>
    public bool RequireKey { get; init; }

    /// <summary>How many seconds a browser or CDN may use an answer without asking again.</summary>
    [Range(0, 31_536_000)]
    public int MaxAge { get; init; }

    /// <summary>For how long an answer from memory is given without asking the database whether it still holds. A change is mostly heard of sooner.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxStaleness { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the database may work on one question of a reader: a search, or a list with filters.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The same, to ask.</summary>
    public PrivateFields Private => new(Patterns);

    // Configuration adds to a list rather than replace it, so the default stands outside the property.
    private IReadOnlyList<string> Patterns => PrivateFields.Count > 0 ? PrivateFields : ["*email", "mail"];
}
