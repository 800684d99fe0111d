import type { BusEvent, EventKind } from "../event/index.ts";

/** A shell-style pattern (Python `fnmatchcase` rules: `*`, `?`, `[seq]`, `[!seq]`), matched against the whole topic. */
export interface GlobPattern {
  readonly glob: string;
}

/**
 * Who gets an event. A string is an AMQP topic pattern over `topic`: `*` is exactly one word, `#` zero or more.
 * A regular expression is tested on the topic. A definition matches by `type`. An array matches when any member does, and delivers once.
 */
export type Selector = string | RegExp | GlobPattern | EventKind | readonly Selector[];

/** What a bus knows of one registered event. */
export interface Known<Type extends string = string, Payload = unknown, Topic extends string = string> {
  readonly event: BusEvent<Type, Payload>;
  readonly topic: Topic;
}
export type KnownOf<Definitions extends readonly EventKind[]> = Definitions extends readonly []
  ? Known
  : { [I in keyof Definitions]: Definitions[I] extends EventKind<infer T, infer P, infer To> ? Known<T, P, To> : never }[number];

/** AMQP topic matching at the type level; a wide `string` on either side matches. */
export type TopicMatches<Pattern extends string, Topic extends string> = string extends Pattern
  ? true
  : string extends Topic
    ? true
    : Pattern extends "#"
      ? true
      : Pattern extends `#.${infer Rest}`
        ? TopicMatches<Rest, Topic> extends true
          ? true
          : Topic extends `${string}.${infer Tail}`
            ? TopicMatches<Pattern, Tail>
            : false
        : Pattern extends `${infer Head}.${infer Rest}`
          ? Topic extends `${infer Word}.${infer Tail}`
            ? string extends Word
              ? true
              : Head extends "*" | Word
                ? TopicMatches<Rest, Tail>
                : false
            : Head extends "*" | Topic
              ? OnlyHashes<Rest>
              : false
          : Topic extends `${string}.${string}`
            ? false
            : Pattern extends "*" | Topic
              ? true
              : false;
type OnlyHashes<Pattern extends string> = Pattern extends "#" ? true : Pattern extends `#.${infer Rest}` ? OnlyHashes<Rest> : false;

/** A definition may choose among topics: each is asked on its own, and `boolean` means that some match. */
type TopicMatchesAny<Pattern extends string, Topic extends string> = Topic extends string ? TopicMatches<Pattern, Topic> : never;

/** The events of `K` that a selector can match. */
// A selector that is not known more closely could be an array of arrays without end, and is asked about first.
export type Selected<K extends Known, S> = [Selector] extends [S]
  ? K["event"]
  : S extends EventKind<infer T, infer P>
    ? BusEvent<T, P>
    : S extends string
      ? SelectedByTopic<K, S>
      : S extends readonly (infer Member)[]
        ? Selected<K, Member>
        : K["event"];
/** A pattern is tried on every topic; most selectors are plain topics, which one comparison each tells. */
type SelectedByTopic<K extends Known, S extends string> = K extends Known
  ? S extends `${string}${"*" | "#"}${string}`
    ? true extends TopicMatchesAny<S, K["topic"]>
      ? K["event"]
      : never
    : S extends K["topic"]
      ? K["event"]
      : string extends S
        ? K["event"]
        : never
  : never;
