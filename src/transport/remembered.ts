/** Topics whose answer is remembered; one more, and all are asked about again. */
const maxTopics = 1000;

/** The same test, asked once for each topic and type: a pattern is compared word by word, which takes longer than most of what else is done to pass an event on. */
export function remembered(test: (topic: string, type: string) => boolean): (topic: string, type: string) => boolean {
  const answers = new Map<string, { readonly type: string; readonly selected: boolean }>();
  return (topic, type) => {
    const known = answers.get(topic);
    if (known?.type === type) return known.selected;
    const selected = test(topic, type);
    if (answers.size >= maxTopics) answers.clear();
    answers.set(topic, { type, selected });
    return selected;
  };
}
