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
    related(first: 3) { title path }
    backlinks { title path }
    translations { language post { title path } }
  }
}
`,
    variables: `{ "slug": "hello-world" }`,
  },
  {
    query: `# Search, each post by the word forms of its own language; the marks in a snippet are HTML that is safe to insert.
query Search {
  search(text: "markdown", first: 5) {
    total { value capped }
    suggestion
    edges {
      snippets { field html }
      node { title path language }
    }
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
    query: `# Where the posts link to, and who links there. Tags are filtered with the same operators.
query Links {
  links(first: 20, where: { host: { neq: null }, count: { gte: 1 } }) {
    nodes {
      url
      count
      posts(first: 3) { nodes { title } }
    }
  }
}
`,
  },
  {
    query: `# What has come, changed and gone, for whoever keeps a copy: ask again with "next" as "since".
query Changes($since: String) {
  changes(since: $since, first: 20) {
    items { type slug path post { title modifiedAt } }
    next
    more
  }
}
`,
    variables: `{ "since": null }`,
  },
  {
    query: `# Writing needs a key: put it below, among the headers. "Me" says what the key may; the other one makes a draft, which no reader sees.
query Me {
  viewer { name scopes }
  posts(version: DRAFT, first: 5) { nodes { title status revision hasUnpublishedChanges } }
}

mutation Write($input: CreatePostInput!) {
  createPost(input: $input) {
    post { id title status revision }
    errors { __typename ... on Error { message code } }
  }
}
`,
    variables: `{ "input": { "title": "From the explorer", "markdown": "Written *here*.", "tags": ["First steps"] } }`,
    headers: `{ "Authorization": "Bearer cms_YOUR_KEY" }`,
  },
];
