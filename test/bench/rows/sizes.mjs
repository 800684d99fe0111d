import { measureSizes } from "../../package/size.mjs";

/** Figures that others publish, not measured here: bundled, minified and gzipped, without React. */
const published = { "TanStack Query Devtools (published figure)": 95, "Redux Inspector (published figure)": 72 };

/**
 * What an application pays, bundled, minified and gzipped.
 *
 * @returns {Promise<import("../report.mjs").Result[]>}
 */
export async function measure() {
  const sizes = await measureSizes();
  return sizes.map(({ what, gzipBytes, budgetBytes, modules }) => ({
    name: `size: ${what}`,
    unit: "kB",
    ours: gzipBytes / 1000,
    peers: what.includes("panel") && budgetBytes > 1000 ? published : {},
    budget: { atMost: budgetBytes / 1000 },
    note: `zod's classic face, which would bring in all of it: ${modules.some((id) => /zod\/v\d\/classic\//.test(id)) ? "bundled" : "not bundled"}.`,
  }));
}
