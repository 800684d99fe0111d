export const skus = ["lamp", "mug", "notebook"] as const;
export type Sku = (typeof skus)[number];

export interface Product {
  readonly sku: Sku;
  readonly name: string;
  readonly cents: number;
  readonly stock: number;
}

const lamp: Product = { sku: "lamp", name: "Desk lamp", cents: 4800, stock: 5 };
const mug: Product = { sku: "mug", name: "Mug", cents: 1400, stock: 12 };
const notebook: Product = { sku: "notebook", name: "Notebook", cents: 950, stock: 8 };

/** What the shop begins with. Prices and stock change by events from then on. */
export const products: readonly Product[] = [lamp, mug, notebook];

export function bySku<Value>(valueOf: (product: Product) => Value): Readonly<Record<Sku, Value>> {
  return { lamp: valueOf(lamp), mug: valueOf(mug), notebook: valueOf(notebook) };
}

const names = bySku(({ name }) => name);

export function nameOf(sku: Sku): string {
  return names[sku];
}
