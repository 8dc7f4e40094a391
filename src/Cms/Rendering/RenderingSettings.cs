using Cms.Markdown;

namespace Cms.Rendering;

/// <summary>How texts are rendered for readers, bound from <c>Cms:Rendering</c>.</summary>
internal sealed record RenderingSettings
{
    public const string Section = "Cms:Rendering";

    /// <summary>Leaves the HTML of posts as their authors wrote it, script and all. For authors who may run script on the readers' side anyway.</summary>
    public bool TrustHtml { get; init; }

    /// <summary>Hosts whose frames stay, as <c>www.example.org</c>; any other frame becomes a link. Without the setting YouTube without cookies and Vimeo.</summary>
    public string[]? FrameHosts { get; init; }

    public RenderingOptions Apply(RenderingOptions options) => options with { TrustHtml = TrustHtml, FrameHosts = FrameHosts ?? options.FrameHosts };
}
