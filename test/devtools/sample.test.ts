import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createBus, defineEvent, type EventKind } from "eventdeck";
import { sampleOf } from "../../devtools/model/compose/sample.ts";
import { absent } from "../../devtools/model/compose/schema-blank.ts";
import { createLocalTarget } from "../../devtools/target/index.ts";
import * as fc from "../fast-check.ts";

async function samplesOf(kind: EventKind, seeds = 12): Promise<readonly unknown[]> {
  const [known] = await createLocalTarget(createBus({ events: [kind] }), { name: "test" }).compose.kinds();
  if (!known?.inputSchema) throw new Error("There is no JSON Schema to sample from.");
  const { inputSchema } = known;
  return Array.from({ length: seeds }, (_, seed) => sampleOf(inputSchema, seed));
}

/** Definitions of all kinds, put together by chance. */
const anySchema = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<z.ZodType>(
      z.string(),
      z.string().min(3).max(5),
      z.email(),
      z.url(),
      z.uuid(),
      z.iso.datetime(),
      z.iso.date(),
      z.string().regex(/^[A-Z]{2}-\d{3,5}$/),
      z.string().regex(/^(?:red|green) [^a-z\s]+$/),
      z.number(),
      z.int().min(3).max(9),
      z.number().gt(0).lt(1),
      z.number().multipleOf(0.25).min(2),
      z.int().negative(),
      z.boolean(),
      z.null(),
      z.enum(["x", "y"]),
      z.literal("only"),
      z.literal([1, "two", null]),
      z.bigint(),
      z.date(),
      z.unknown(),
      z.string().default("d"),
    ),
    fc
      .array(tie("schema"), { minLength: 1, maxLength: 3 })
      .map((schemas) => z.object(Object.fromEntries(schemas.map((schema, index) => [`key${index}`, index === 1 ? schema.optional() : schema])))),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map(([first = z.string(), ...rest]) => z.tuple([first, ...rest])),
    tie("schema").map((schema) => z.array(schema).min(1).max(3)),
    tie("schema").map((schema) => z.record(z.string(), schema)),
    tie("schema").map((schema) => schema.nullable()),
    fc.tuple(tie("schema"), tie("schema")).map(([left, right]) => z.union([left, right])),
  ),
}));

describe("samples", () => {
  it("are what the schema that they were made from takes", async () => {
    await fc.assert(
      fc.asyncProperty(anySchema.schema, async (schema) => {
        for (const sample of await samplesOf(defineEvent("probe.made", schema), 4)) {
          const result = schema.safeParse(sample === absent ? undefined : sample);
          expect(
            result.success ? "valid" : `${result.error.message} in ${JSON.stringify(sample, (_, value) => (typeof value === "bigint" ? `${value}n` : value))}`,
          ).toBe("valid");
        }
      }),
      { numRuns: 150 },
    );
  });

  it("are the same for the same seed, and others for another", async () => {
    const kind = defineEvent("order.placed", z.object({ id: z.string(), total: z.number(), customer: z.object({ name: z.string(), email: z.email() }) }));
    expect(await samplesOf(kind)).toEqual(await samplesOf(kind));
    expect(new Set((await samplesOf(kind)).map((sample) => JSON.stringify(sample))).size).toBeGreaterThan(8);
  });

  it("go by names and examples", async () => {
    const [sample] = await samplesOf(
      defineEvent("user.joined", z.object({ email: z.string(), currency: z.string(), nick: z.string().meta({ examples: ["ada"] }) })),
    );
    expect(sample).toMatchObject({ email: expect.stringMatching(/@/), currency: expect.stringMatching(/^[A-Z]{3}$/), nick: "ada" });
  });

  it("end where a schema contains itself", async () => {
    const node: z.ZodType = z.object({
      name: z.string(),
      get children() {
        return z.array(node);
      },
      get next() {
        return node.optional();
      },
    });
    for (const sample of await samplesOf(defineEvent("tree.grown", node))) expect(node.safeParse(sample).success).toBe(true);
  });
});
