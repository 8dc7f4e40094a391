using System.Globalization;
using BenchmarkDotNet.Running;
using Cms.Benchmarks.Blog;
using Cms.Benchmarks.Delivery;
using Cms.Benchmarks.Import;

switch (args)
{
    case ["yardsticks", var url, var post, var page, var connectionString]:
        await Yardsticks.ServeAsync(url, post, page, connectionString);
        break;
    case ["delivery", .. var rest]:
        await DeliveryTable.PrintAsync(rest.Length > 0 ? [.. rest.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000, 100_000], TimeSpan.FromSeconds(3));
        break;
    case ["memory", .. var minutes]:
        await MemoryTable.PrintAsync(TimeSpan.FromMinutes(minutes.Length > 0 ? double.Parse(minutes[0], CultureInfo.InvariantCulture) : 10));
        break;
    case ["import", .. var rest]:
        await ImportTable.PrintAsync(rest.Length > 0 ? [.. rest.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000, 50_000]);
        break;
    case ["blog", var folder, var posts]:
        GeneratedBlog.Write(folder, int.Parse(posts, CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Yardsticks).Assembly).Run(args);
        break;
}
