using System.Globalization;
using BenchmarkDotNet.Running;
using Cms.Benchmarks.Delivery;
using Cms.Benchmarks.Import;

switch (args)
{
    case ["yardsticks", var url, var bytes, var connectionString]:
        await Yardsticks.ServeAsync(url, bytes, connectionString);
        break;
    case ["delivery", .. var rest]:
        var posts = rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 10_000;
        var seconds = rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 5;
        await DeliveryTable.PrintAsync(posts, TimeSpan.FromSeconds(seconds));
        break;
    case ["import", .. var rest]:
        await ImportTable.PrintAsync(rest.Length > 0 ? [.. rest.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000, 50_000]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Yardsticks).Assembly).Run(args);
        break;
}
