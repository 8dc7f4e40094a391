namespace Cms.Benchmarks.Delivery;

/// <summary>What the server is asked for, again and again.</summary>
/// <param name="Requests">In turn, each connection from another one on.</param>
/// <param name="Yardstick">The yardstick's own request, and its name in the table.</param>
internal sealed record DeliveryWork(string Name, IReadOnlyList<byte[]> Requests, Yardstick Yardstick)
{
    public int Status { get; init; } = 200;

    /// <summary>Asks the product and its yardstick in turn, so that what else the machine does meets both.</summary>
    /// <returns>Answers a second and ratios, a pair for each round.</returns>
    public async Task<IReadOnlyList<(double Rate, double Ratio)>> MeasureAsync(Uri product, Uri yardsticks, TimeSpan duration, int rounds)
    {
        const int Connections = 32;

        // Until each was asked for, so that answers are kept which can be, and the code is compiled for how it is used.
        for (var asked = 0.0; asked < 2 * Requests.Count;)
        {
            asked += (await LoadClient.RunAsync(product, Requests, Connections, duration)).Rate * duration.TotalSeconds;
        }

        List<(double Rate, double Ratio)> results = [];
        for (var round = 0; round < rounds; round++)
        {
            var (rate, status) = await LoadClient.RunAsync(product, Requests, Connections, duration);
            if (status != Status)
            {
                throw new InvalidOperationException($"{Name}: expected {Status}, got {status}.");
            }

            var (yardstick, _) = await LoadClient.RunAsync(yardsticks, Yardstick.Requests, Connections, duration);
            results.Add((rate, rate / yardstick));
        }

        return results;
    }
}

internal sealed record Yardstick(string Name, IReadOnlyList<byte[]> Requests);
