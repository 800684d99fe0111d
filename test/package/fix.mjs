import { spawnSync } from "node:child_process";
import { binaryOf, ensureInstalled, root } from "./install.mjs";

ensureInstalled();
// The linter's fixes first, since they are not formatted; what it cannot fix does not keep the rest from being formatted.
const statuses = [[binaryOf("oxlint", "oxlint"), "--type-aware", "--fix"], [binaryOf("oxfmt", "oxfmt")]].map(
  (parameters) => spawnSync(process.execPath, parameters, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status,
);
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;
