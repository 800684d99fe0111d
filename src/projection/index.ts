export type { On, Projection, ProjectionOptions, Reducer, StateChanges, TimeTravel } from "./projection.ts";
export { createProjection } from "./create-projection.ts";
export { exportSession } from "./export-session.ts";
export { projectionsOf } from "./projections-of.ts";
export { timeTravel } from "./time-travel.ts";
