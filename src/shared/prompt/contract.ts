import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'

/**
 * An answer has the kind of its question, or is a refusal. Any other answer is refused, and the question stays open.
 */
const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pin'), promptId: id, pin: pinEntry, tries }).readonly(),
  z.object({ kind: z.literal('consent'), promptId: id, remember: z.boolean() }).readonly(),
  z.object({ kind: z.literal('choice'), promptId: id, certificateId: id }).readonly(),
  /** The page has saved the file in the way of its browser. */
  z.object({ kind: z.literal('saved'), promptId: id }).readonly(),
  z.object({ kind: z.literal('refuse'), promptId: id }).readonly(),
])

/** A file travels in parts of this length. */
export const partLength = 1024 * 1024

const part = z
  .string()
  .max(Math.ceil(partLength / 3) * 4)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
const reading = z.object({ promptId: id, reading: id })

export const promptContract = {
  answer: base.input(answer).output(nothing),
  /** The person picked this file. To begin again, with it or another one, ends the reading before. */
  beginFile: base
    .input(z.object({ promptId: id, name: z.string().max(1_000), size: z.int().min(0) }))
    .output(z.object({ reading: id })),
  takePart: base.input(reading.extend({ at: z.int().min(0), base64: part })).output(nothing),
  /** Answers the question. */
  endFile: base.input(reading).output(nothing),
  /** Lets the person choose a place, and writes the file there. False if the person chose none. */
  saveFile: base.input(z.object({ promptId: id })).output(z.boolean()),
  givePart: base
    .input(z.object({ promptId: id, at: z.int().min(0) }))
    .output(z.object({ base64: z.string() })),
}

export type PromptAnswer = z.output<typeof answer>
/** The answer in the form that a window sends. */
export type SentAnswer = z.input<typeof answer>
