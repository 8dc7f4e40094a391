using Cms.Content.Storage;
using Npgsql;

namespace Cms.Hosting;

/// <summary>Makes the store ready for use.</summary>
internal static class Store
{
    /// <exception cref="CannotRunException">The database cannot be reached or does not let us in.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<StoreSetup>().ApplyAsync(ct);
        }
        catch (NpgsqlException refused)
        {
            throw new CannotRunException($"The database cannot be used: {refused.Message}. See that PostgreSQL runs and that ConnectionStrings:Cms is right.", refused);
        }
    }
}
