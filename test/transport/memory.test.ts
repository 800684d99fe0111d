import { transportContract } from "eventdeck/testing/transport-contract";
import { memoryLink } from "eventdeck/transport/memory";
import { describe, expect, it, test } from "vitest";

describe("a memory link", () => {
  for (const { name, run } of transportContract({ open: () => memoryLink(), breaks: true })) test(name, () => expect(run()).resolves.toBeUndefined());
});

describe("the contract", () => {
  it("is not kept by a link that carries nothing, and says what did not happen", async () => {
    const cases = transportContract({ open: () => memoryLink({ lose: () => true }), timeoutMs: 20 });
    for (const { run } of cases) await expect(run()).rejects.toThrow("did not come to hold within 20 ms that both sides know of each other");
  });

  it("is not kept by a link whose far side hears of everything a bit changed", async () => {
    const open = () => {
      const { left, right } = memoryLink();
      const changing = { name: "changing", capabilities: left.capabilities, connect: left.connect.bind(left), close: left.close.bind(left) };
      return { left: { ...changing, post: (message: unknown) => left.post(String(message).replaceAll("tea", "milk")) }, right };
    };
    const [identity] = transportContract({ open });
    await expect(identity!.run()).rejects.toThrow("the event: expected");
  });
});
