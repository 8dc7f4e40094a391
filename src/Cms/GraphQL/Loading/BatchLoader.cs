using GraphQL.DataLoader;

namespace Cms.GraphQL.Loading;

/// <summary>Gathers the keys that the fields of one level ask for, and fetches them together. The engine asks for results once no field is left to resolve.</summary>
/// <param name="fetch">Fetches all keys and answers how to read one of them.</param>
internal sealed class BatchLoader<TKey, TValue>(Func<IReadOnlyCollection<TKey>, CancellationToken, Task<Func<TKey, TValue>>> fetch)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private Batch? open;

    /// <param name="then">Makes the field's value of what was fetched; it may be another loader's result.</param>
    public IDataLoaderResult Load(TKey key, Func<TValue, object?>? then = null)
    {
        lock (gate)
        {
            open ??= new Batch(this);
            open.Keys.Add(key);
            return new Result(open, key, then);
        }
    }

    private Task<Func<TKey, TValue>> FetchAsync(Batch batch, CancellationToken ct)
    {
        lock (gate)
        {
            if (open == batch)
            {
                open = null;
            }

            return batch.Values ??= fetch(batch.Keys, ct);
        }
    }

    private sealed class Batch(BatchLoader<TKey, TValue> loader)
    {
        public HashSet<TKey> Keys { get; } = [];

        public Task<Func<TKey, TValue>>? Values { get; set; }

        public Task<Func<TKey, TValue>> FetchAsync(CancellationToken ct) => loader.FetchAsync(this, ct);
    }

    private sealed class Result(Batch batch, TKey key, Func<TValue, object?>? then) : IDataLoaderResult
    {
        public async Task<object?> GetResultAsync(CancellationToken cancellationToken = default)
        {
            var value = (await batch.FetchAsync(cancellationToken))(key);
            return then is null ? value : then(value);
        }
    }
}
