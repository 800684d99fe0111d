import { defineEvent, defineRequest } from "eventdeck";
import { z } from "zod";

export const noteWritten = defineEvent("note.written", z.object({ text: z.string().max(200), by: z.string() }));
export const clockTicked = defineEvent("clock.ticked", z.object({ seconds: z.number() }));
export const notesAsked = defineRequest("note.all", z.object({}), z.array(z.string()));

export const events = [noteWritten, clockTicked, notesAsked];
