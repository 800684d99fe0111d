export { consumeAs, openQueue, queues } from "./open-queue.ts";
export { type Backoff, exponential, type ExponentialOptions, fixed } from "./backoff.ts";
export type { QueueOptions, QueueStore } from "./options.ts";
export type { Consumer, ConsumeOptions, Delivery, EnqueueOptions, Queue, QueueInfo } from "./queue.ts";
export type { DeadLetter, DeadLetterGroup, DeadLetterPage, DeadLetterReason, DeadLetters, EditedRedrive, WhichDeadLetters } from "./dead-letter.ts";
export { DeliverySettledError, NonRetryableError, QueueClosedError, QueueFullError } from "./errors.ts";
