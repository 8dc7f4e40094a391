using Cms.Content.Delivery;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Access;

/// <summary>What the settings say of questions of readers: how much they may cost, and which fields they do not find.</summary>
internal static class QueryRules
{
    // Who has to wait behind more than these has gone before it is their turn.
    private const int WaitingForEachPlace = 8;

    public static void AddQueryBounds(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.Private);
        services.AddSingleton(provider =>
        {
            var places = provider.GetRequiredService<IOptions<LimitOptions>>().Value.ExpensiveQueries;
            return new QueryBounds
            {
                Timeout = provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.QueryTimeout,
                Places = places,
                Queue = places * WaitingForEachPlace,
            };
        });
    }
}
