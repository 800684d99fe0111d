import { compileQuery } from "eventdeck";
import { describe, expect, it } from "vitest";
import { entries } from "./filter-fixture.ts";

function found(query: string): string {
  const matches = compileQuery(query);
  return Object.entries(entries)
    .filter(([, entry]) => matches(entry))
    .map(([name]) => name)
    .join(" ");
}

const all = "added removed failed imported";
const table: Record<string, Record<string, string>> = {
  "an empty query matches everything": { "": all, "  \n ": all },
  "words are looked for everywhere, ignoring case": {
    PEAR: "added",
    cart: "added removed",
    "shop-t": "added",
    Berlin: "added",
    acme: "added",
    "x-tenant": "added",
    "odd key": "added",
    '"odd key"': "added",
    '"two words"': "added",
    '"words two"': "",
    "12.5": "added removed",
    "2024-05-17": "added",
    "9007199254740993": "added",
    seven: "added",
    or: "added failed",
    '"OR"': "added failed",
    '""': all,
    "cart*": "",
  },
  "ids are found as a whole": { "evt-2": "removed", "EVT-1": "added removed", evt: "", "/evt/": "", "/EVT-[12]/": "added removed" },
  "regular expressions ignore case, may hold spaces, and see lines": {
    "/two w[a-z]+ds/": "added",
    "/^pear$/": "added",
    "/^ear$/": "",
    "/\\/api\\//": "added",
    "-/cart/": "failed imported",
  },
  "terms all hold; OR binds weaker; groups and negation": {
    "cart gone OR task": "removed failed imported",
    "type:task.run OR type:task.done": "failed imported",
    "cart -gone": "added",
    "cart (gone OR pear)": "added removed",
    "cart -(gone OR pear)": "",
    "-(-cart)": "added removed",
    '-"two words" cart': "removed",
    "(((pear)))": "added",
  },
  "type: whole, ignoring case, with wildcards over dots": {
    "type:cart.cleared": "removed",
    "type:CART.*": "added removed",
    "type:cart": "",
    "type:*run*": "failed",
    "type:*.*.*": "added",
    "type:/^task/": "failed imported",
    'type:"cart.*"': "",
    "TYPE:task.run": "failed",
    "type:c*r*.*.*d": "added",
    "type:*": all,
  },
  "topic: an AMQP pattern, with case": {
    "topic:cart.*": "removed",
    "topic:cart.#": "added removed",
    "topic:cart.berlin.item": "",
    "topic:#.item": "added",
    "topic:/BERLIN/": "added",
    'topic:"cart.berlin.item"': "added",
    'topic:"cart.#"': "",
  },
  "source:, id:, correlation:, causation:": {
    "source:shop": "removed imported",
    "source:shop*": "added removed imported",
    "id:evt-1": "added",
    "id:evt-*": all,
    "correlation:evt-1": "added removed",
    "causation:evt-1": "removed",
    "causation:*": "removed",
    "-causation:*": "added failed imported",
  },
  "priority: and is:": {
    "priority:deferred": "removed",
    'priority:"Immediate"': "failed",
    "is:failed": "failed",
    "is:REPLAYED": "failed",
    "is:pending": "failed",
    "is:skipped": "removed",
    "is:unheard": "removed",
    "-is:unheard": "added failed imported",
  },
  "position:, took:, waited:": {
    "position:20": "removed",
    "position:10..30": "added removed failed",
    "position:>20": "failed imported",
    "position:>=20": "removed failed imported",
    "position:..20": "added removed",
    "position:30..*": "failed imported",
    "took:>16": "added",
    "took:0": "failed",
    "took:<=20": "added failed",
    "-took:>=0": "removed imported",
    "waited:>100": "added",
    "waited:<100": "",
  },
  "handler:": { "handler:totals": "added", 'handler:"audit log"': "added", "handler:run*": "failed", "handler:run": "", "handler:*": "added failed" },
  "header.name: whatever its case": {
    "header.x-tenant:acme": "added",
    "header.X-TENANT:ac*": "added",
    "header.retries:>1": "added",
    "header.deploy.region:eu": "added",
    'header."deploy.region":eu': "added",
    "header.cached:false": "added",
    "-header.cached:*": "removed failed imported",
    "header.x:*": "",
  },
  "payload: scalars": {
    "payload.sku:a-1": "added",
    "payload.sku:A": "",
    "payload.sku:A*": "added",
    "payload.sku:/^a-\\d$/": "added",
    'payload.sku:""': "imported",
    "payload.total:12.5": "added",
    "payload.total:1.25e1": "added",
    "payload.total:5..12.5": "added imported",
    "payload.total:>5": "added",
    "payload.total:1*": "added",
    "payload.gift:true": "added",
    "payload.gift:false": "",
    "payload.coupon:null": "added",
    "payload.coupon:*": "added",
    'payload.coupon:"null"': "",
    "payload.code:42": "added imported",
    'payload.code:"42"': "added",
    "payload.big:9007199254740993": "added",
    "payload.big:>9e15": "added",
    'payload.note:"two words OR more"': "added",
    "payload.at:2024-05-*": "added",
    "payload.url:*/cart": "added",
    'payload:"ALL gone (12.5)"': "removed",
    "payload:*gone*": "removed",
  },
  "payload: paths": {
    "payload.items[1].name:fig": "added",
    "payload.items.0.name:pear": "added",
    'payload.items[0]."odd key":x': "added",
    "payload.items:*": "added",
    "payload.items:*pear*": "",
    "payload.items.length:2": "added",
    "payload[1]:>=50": "failed",
    "payload.stock.pear.left:<=3": "added",
    "payload.stock[7]:seven": "added",
    "payload.constructor:*": "",
    "payload.sku.length:3": "",
    "payload.missing:*": "",
    "-payload.total:*": "removed failed",
  },
};

for (const [title, queries] of Object.entries(table)) {
  describe(title, () => {
    it.each(Object.entries(queries))("%s", (query, expected) => {
      expect(found(query)).toBe(expected);
    });
  });
}
