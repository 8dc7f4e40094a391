// What a client writes against the generated types. It only has to compile.
import type { components, operations, paths } from "./rest.js";
import type { NewestPostsQuery, OnePostQuery, PublishMutation } from "./operations.js";

type Post = components["schemas"]["PostResponse"];
type Page = operations["ListPosts"]["responses"][200]["content"]["application/json"];
type Refusal = paths["/api/v1/posts"]["post"]["responses"][422]["content"]["application/problem+json"];

type IsAny<T> = 0 extends 1 & T ? true : false;
type Is<T, Expected> = IsAny<T> extends true ? false : [T] extends [Expected] ? ([Expected] extends [T] ? true : false) : false;
const holds = <T extends true>(_: T): void => undefined;

holds<Is<Post["publishedAt"], string>>(true);
holds<Is<Post["language"], string | null>>(true);
holds<Is<Post["tags"][number]["name"], string>>(true);
holds<Is<Page["page"]["next"], string | null>>(true);
holds<Is<components["schemas"]["WorkingCopyResponse"]["publishAt"], string | null>>(true);
holds<Is<Refusal["code"], string>>(true);
holds<Is<NonNullable<OnePostQuery["post"]>["html"], string>>(true);
holds<Is<NewestPostsQuery["posts"]["nodes"][number]["publishedAt"], string | null>>(true);

export const draft: components["schemas"]["PostRequest"] = { title: "Only the title is required" };
export const change: components["schemas"]["PostRequestPatch"] = { description: null };
export const addresses = (changes: components["schemas"]["ChangesResponse"]): string[] =>
  changes.items.map((change) => (change.type === "delete" ? change.path : change.post.path));
export const titles = (page: Page): string[] => page.items.map((post) => `${post.title} (${post.tags.map((tag) => tag.slug).join(", ")})`);
export const refusals = (answer: PublishMutation): string[] => answer.publishPost?.errors?.map((error) => error.code) ?? [];
