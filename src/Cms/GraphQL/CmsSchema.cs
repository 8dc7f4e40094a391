using Cms.GraphQL.Fields;
using Cms.GraphQL.Limits;
using Cms.GraphQL.Links;
using Cms.GraphQL.Mutations;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Terms;
using GraphQL.Types;

namespace Cms.GraphQL;

/// <summary>The schema. It needs no services: its fields get what they read from the operation.</summary>
internal sealed class CmsSchema : Schema
{
    public CmsSchema()
    {
        Query = new Query();
        Mutation = new Mutation();
        this.RegisterVisitor(new StorableTexts());
        this.RegisterVisitor(new CostDescriptions());

        // Answers of 'node' that no other field may lead to.
        RegisterTypes(typeof(PostType), typeof(TagType), typeof(CategoryType), typeof(AuthorType), typeof(KeywordType), typeof(LinkType));
    }
}
