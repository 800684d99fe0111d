import { version } from "react";
import { version as rendererVersion } from "react-dom";
import { expect, inject, it } from "vitest";
import { mount } from "./mount.tsx";
import { useState } from "react";

declare module "vitest" {
  interface ProvidedContext {
    reactVersion: string;
  }
}

it("these tests run on the version of React that they are meant to", () => {
  expect([version, rendererVersion]).toEqual([inject("reactVersion"), inject("reactVersion")]);
});

it("renderer and hooks are of one React", () => {
  function Counter() {
    const [count] = useState(7);
    return <output>{count}</output>;
  }
  expect(mount(<Counter />).container.textContent).toBe("7");
});
