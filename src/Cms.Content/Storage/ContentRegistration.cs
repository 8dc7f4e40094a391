using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Taxonomies;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Content.Storage;

/// <summary>Adds the store, what reads it and what writes it.</summary>
public static class ContentRegistration
{
    /// <param name="connectionString">A PostgreSQL 15 or newer, and a database of it that is ours.</param>
    public static IServiceCollection AddContent(this IServiceCollection services, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        services.AddSingleton<PublishedPosts>();
        services.AddSingleton<PublishedTerms>();
        services.AddSingleton<PublishedLinks>();
        services.AddSingleton<PostWriter>();
        services.AddSingleton<SourceWriter>();
        return services;
    }
}
