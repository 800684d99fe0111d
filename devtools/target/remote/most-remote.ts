/** Events of another page that a panel keeps summaries of; older ones stay in that page. */
export const mostRemote = 100_000;
