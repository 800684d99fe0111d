import type { Sku } from "./products.ts";

/** A drawing of a product, in colours of its own that hold on light and dark. */
export function Picture({ sku }: { readonly sku: Sku }) {
  return (
    <svg className="picture" viewBox="0 0 96 72" aria-hidden="true">
      {drawings[sku]}
    </svg>
  );
}

const lamp = (
  <>
    <path d="M44 22 74 62H30z" fill="#ffd66b" opacity=".28" />
    <rect x="20" y="62" width="30" height="5" rx="2.5" fill="#3d4760" />
    <path d="M35 62 26 38 48 18" fill="none" stroke="#5a6685" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
    <circle cx="26" cy="38" r="4" fill="#3d4760" />
    <path d="M40 20 54 8a4 4 0 0 1 6 1l9 14-24 9z" fill="#e2574c" />
    <path d="M45 32 69 23a13 13 0 0 1-24 9z" fill="#ffd66b" />
  </>
);

const mug = (
  <>
    <path d="M66 28h6a11 11 0 0 1 0 22h-8" fill="none" stroke="#2f9e8f" strokeWidth="6" />
    <path d="M26 20h42v34a10 10 0 0 1-10 10H36a10 10 0 0 1-10-10z" fill="#35b3a2" />
    <path d="M26 36h42v10H26z" fill="#f4efe4" />
    <ellipse cx="47" cy="20" rx="21" ry="5" fill="#2f9e8f" />
    <ellipse cx="47" cy="20.500" rx="17" ry="3.400" fill="#6b4327" />
    <path d="M40 11c0-3 3-3 3-6M51 11c0-3 3-3 3-6" fill="none" stroke="#9aa5b7" strokeWidth="2" strokeLinecap="round" />
  </>
);

const notebook = (
  <>
    <path d="M28 14h40a5 5 0 0 1 5 5v46a3 3 0 0 1-3 3H28z" fill="#d9dfea" />
    <path d="M26 9h40a5 5 0 0 1 5 5v44a5 5 0 0 1-5 5H26z" fill="#5468e0" />
    <path d="M26 9h7v54h-7a3 3 0 0 1-3-3V12a3 3 0 0 1 3-3z" fill="#3b4bb8" />
    <rect x="41" y="20" width="22" height="11" rx="2" fill="#f4efe4" />
    <path d="M60 9h5v28l-2.500-3L60 37z" fill="#e2574c" />
  </>
);

const drawings = { lamp, mug, notebook };
