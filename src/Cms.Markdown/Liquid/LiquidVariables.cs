using System.Text.Json.Nodes;

namespace Cms.Markdown.Liquid;

/// <param name="Site">What <c>site.*</c> answers: the source's configuration.</param>
/// <param name="Page">What <c>page.*</c> answers: the post's front matter and address.</param>
public sealed record LiquidVariables(JsonObject Site, JsonObject Page);
