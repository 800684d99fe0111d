import { expect, it } from "vitest";
import { payloadSize } from "../../devtools/model/value/payload-size.ts";

it("tells about how large a payload is", () => {
  expect(payloadSize(undefined)).toBe("");
  expect(payloadSize("x".repeat(996))).toBe("1 kB");
  expect(payloadSize({ text: "x".repeat(2_000) })).toBe("2 kB");
  expect(payloadSize({ image: new Uint8Array(3_000_000) })).toBe("3 MB");
});

it("stops at 2,000 values and says that there is more", () => {
  expect(payloadSize(Array.from({ length: 1_999 }, () => "x".repeat(96)))).toBe("199.9 kB");
  expect(payloadSize(Array.from({ length: 500_000 }, () => "x".repeat(96)))).toMatch(/^> 19\d\.\d kB$/);
});

it("ends in what contains itself, and runs none of the application's code", () => {
  let ran = 0;
  const payload: Record<string, unknown> = { name: "shop" };
  payload["self"] = payload;
  Object.defineProperty(payload, "total", { enumerable: true, get: () => (ran += 1) });
  expect(payloadSize(payload)).toMatch(/^\d+ B$/);
  expect(ran).toBe(0);
});

it("measures what can change again", () => {
  const payload = { text: "" };
  const before = payloadSize(payload);
  payload.text = "x".repeat(5_000);
  expect([before, payloadSize(payload)]).toEqual(["16 B", "5 kB"]);
});
