const config = { strictScalars: true, useTypeImports: true, scalars: { DateTime: "string", JSON: "unknown", UUID: "string" } };

module.exports = {
  schema: "schema.graphql",
  generates: {
    "graphql.ts": { plugins: ["typescript"], config },
    "operations.ts": { documents: "operations.graphql", plugins: ["typescript-operations"], config },
  },
};
