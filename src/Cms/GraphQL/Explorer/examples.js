// The tabs that a new visitor finds.
export const examples = [
  {
    query: `# The newest posts. Ctrl+Enter runs, Ctrl+Space completes, the book on the left describes every field.
query NewestPosts {
  posts(first: 10) {
    totalCount
    nodes {
      title
      path
      publishedAt
      excerpt
      tags { name slug }
      links(place: FRONT_MATTER) { name url }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    query: `# One post, rendered. The slug is below, among the variables; take another from the first tab.
query OnePost($slug: String!) {
  post(slug: $slug) {
    title
    publishedAt
    html(headingOffset: 1)
    toc { level id text }
    previous { title path }
    next { title path }
    backlinks { title path }
  }
}
`,
    variables: `{ "slug": "hello-world" }`,
  },
  {
    query: `# Search, each post by the word forms of its own language; the marks in a snippet are HTML that is safe to insert.
query Search {
  search(text: "markdown", first: 5) {
    total { value }
    suggestion
    nodes { title path language }
    facets { tags { name count } years { year count } }
  }
}
`,
  },
  {
    query: `# Posts by tag and year; "or" and "and" combine conditions.
query Filtered {
  posts(
    where: {
      or: [
        { tags: { some: { slug: { eq: "docker" } } } }
        { title: { contains: "Docker" } }
      ]
      publishedAt: { gte: "2014-01-01T00:00:00Z" }
    }
    order: [{ title: ASC }]
  ) {
    nodes { title publishedAt tags { name } }
  }
}
`,
  },
  {
    query: `# The commonest tags, each with its newest posts, in two SQL statements.
query Tags {
  tags(first: 10, order: [{ count: DESC }]) {
    nodes {
      name
      count
      posts(first: 3) { nodes { title path } }
    }
  }
}
`,
  },
  {
    query: `# Where the posts link to, and who links there.
query Links {
  links(first: 20) {
    nodes {
      url
      count
      posts(first: 3) { nodes { title } }
    }
  }
}
`,
  },
];
