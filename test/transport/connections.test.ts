import { createBus } from "eventdeck";
import { connect, connections, type LinkTransport } from "eventdeck/transport";
import { memoryLink } from "eventdeck/transport/memory";
import { expect, it, onTestFinished } from "vitest";

function bus() {
  const made = createBus({ onError: () => {} });
  onTestFinished(() => made.close({ drain: false }));
  return made;
}

/** One that connects when the test says so. */
function slowLink() {
  const { left } = memoryLink();
  let opened = () => {};
  let failed: (error: Error) => void = () => {};
  const link: LinkTransport = {
    name: "slow",
    capabilities: left.capabilities,
    connect: () =>
      new Promise((resolve, reject) => {
        opened = resolve;
        failed = reject;
      }),
    post: () => {},
    close: async () => {},
  };
  return { link, opened: () => opened(), failed: (error: Error) => failed(error) };
}

it("lists the connections of a bus that are not closed, in their order, and those of no other bus", async () => {
  const here = bus();
  expect(connections(here)).toEqual([]);
  const first = await connect(here, memoryLink().left);
  const second = await connect(here, memoryLink().left);
  expect(connections(here)).toEqual([first, second]);
  expect(connections(bus())).toEqual([]);
  await first.close();
  expect(connections(here)).toEqual([second]);
});

it("lists those that are still connecting, and none that could not", async () => {
  const here = bus();
  const good = slowLink();
  const bad = slowLink();
  const opening = connect(here, good.link);
  const failing = connect(here, bad.link);
  expect(connections(here).map(({ state }) => state)).toEqual(["connecting", "connecting"]);
  good.opened();
  bad.failed(new Error("no route"));
  const open = await opening;
  await expect(failing).rejects.toThrow("no route");
  expect(connections(here)).toEqual([open]);
});

it("lists none of a bus that has closed", async () => {
  const here = bus();
  const connection = await connect(here, memoryLink().left);
  await here.close();
  await expect.poll(() => connection.state).toBe("closed");
  expect(connections(here)).toEqual([]);
});

it("tells how many events wait to be sent", async () => {
  const here = bus();
  const line = memoryLink();
  const connection = await connect(here, line.left);
  line.disconnect();
  for (let nth = 0; nth < 3; nth += 1) here.emit({ type: "a", input: nth });
  await expect.poll(() => connection.backlog).toBe(3);
});
