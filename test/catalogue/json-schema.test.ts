import { taskFailed, taskSubmitted, workflowCommand } from "eventdeck/catalogue";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { definitions } from "./definitions.ts";

function formOf(schema: unknown) {
  return z.toJSONSchema(schema as z.core.$ZodType, { io: "input" });
}

describe("a form of a definition", () => {
  it.each(definitions)("%s: can be made, of what is given and of what comes out", (_name, { schema }) => {
    expect(formOf(schema)).toMatchObject({ type: "object", required: expect.any(Array) });
    expect(z.toJSONSchema(schema as unknown as z.core.$ZodType)).toMatchObject({ type: "object" });
  });

  it("asks for what has no default only", () => {
    expect(formOf(taskSubmitted.schema)).toMatchObject({ required: ["taskId", "name"], properties: { maxAttempts: { default: 1 } } });
    expect(formOf(workflowCommand.schema)).toMatchObject({ required: ["workflowId", "commandId", "worker", "action"] });
  });

  it("knows bounds and nested fields", () => {
    expect(formOf(taskFailed.schema)).toMatchObject({
      properties: {
        attempt: { type: "integer", exclusiveMinimum: 0, default: 1 },
        error: { required: ["code", "message"], properties: { retryable: { type: "boolean", default: false } } },
      },
    });
  });
});
