using Cms.Tests.Hosting;

namespace Cms.Tests.Leaks;

/// <summary>The product without kept answers: one that was made before a post was hides what a query would say of it.</summary>
public sealed class ForgetfulCmsFixture(PostgresFixture postgres) : CmsFixture(postgres)
{
    protected override IReadOnlyList<string> Settings => ["--Cms:Cache:Bytes=0"];
}
