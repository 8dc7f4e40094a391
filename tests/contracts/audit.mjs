// GraphQL over HTTP, as graphql-http audits servers: every MUST and SHOULD has to pass, and each MAY that does not has to be listed here with its reason.
import { serverAudits } from "graphql-http";

const declined = new Map();

const failures = [];
const audits = serverAudits({ url: process.argv[2] });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== "ok" && !declined.has(audit.id)) {
    failures.push(`${audit.id} ${audit.name}: ${result.reason}`);
  }
}

console.log(failures.length === 0 ? `GraphQL over HTTP: ${audits.length} audits passed, ${declined.size} declined.` : failures.join("\n"));
process.exitCode = failures.length === 0 ? 0 : 1;
