import { createRoot } from "react-dom/client";
import { expect, it, onTestFinished } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type Area, laterView } from "../../devtools/panel/later-view.tsx";
import { ShadowHost } from "./shadow-host.tsx";

const area: Area<object> = { View: () => <p className="come">Here it is</p>, styles: ".come { letter-spacing: 3px; }" };

/** A view whose code does not come for so many times. */
function show(failures: number): { readonly asked: () => number } {
  let asked = 0;
  const Later = laterView("Health", () => {
    asked += 1;
    return asked <= failures ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve(area);
  });
  const place = document.createElement("div");
  place.style.height = "300px";
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <ShadowHost theme="light">
      <section className="deck">
        <Later />
      </section>
    </ShadowHost>,
  );
  onTestFinished(() => {
    root.unmount();
    place.remove();
  });
  return { asked: () => asked };
}

it("says that the code of a view did not come, and shows the view once it is tried again and comes", async () => {
  const { asked } = show(2);
  const alert = page.getByRole("alert");
  const again = alert.getByRole("button", { name: "Try again" });
  await expect.element(alert).toHaveTextContent("Health could not be loaded (Failed to fetch).");
  expect(asked()).toBe(1);
  await userEvent.click(again);
  await expect.poll(asked).toBe(2);
  await expect.element(alert).toBeVisible();
  await userEvent.click(again);
  await expect.element(page.getByText("Here it is")).toBeVisible();
  await expect.element(alert).not.toBeInTheDocument();
});

it("has its styles before it is drawn, and asks once however often it is shown", async () => {
  const { asked } = show(0);
  await expect.element(page.getByText("Here it is")).toHaveStyle({ letterSpacing: "3px" });
  expect(asked()).toBe(1);
});
