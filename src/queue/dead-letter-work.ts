export { DeadLetterMoves } from "./dead-letter-moves.ts";
export { groupsOf, idsOf, listLetters, oneLetter } from "./dead-letter-reading.ts";
