/** What was put back with another payload, in a letter, in its result and beside an event. */
export const redrives = `
.redrives { font-size: 12px; overflow-wrap: anywhere; }
.redrives ol { margin: 0; padding: 0; list-style: none; max-height: 132px; overflow: auto; }
.redrives li { padding: 2px 0; }
.redrives .bad { color: var(--fail); }
`;
