import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createRoot } from "react-dom/client";
import { examples } from "./examples.js";

const workers = { json: "json", graphql: "graphql" };

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(`/graphql/explorer/${workers[label] ?? "editor"}.worker.js`),
};

const fetcher = createGraphiQLFetcher({ url: "/graphql" });

createRoot(document.getElementById("explorer")).render(
  <GraphiQL fetcher={fetcher} defaultTabs={examples} defaultEditorToolsVisibility="variables" />,
);
