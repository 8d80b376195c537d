import { z } from 'zod'
import { fileVersion, openedDrawing, pageDrawing } from '../../../shared/documents/drawing-contract.ts'
import { failure } from '../file-work/failure.ts'

// What the main process and the process that draws say to each other, one question at a time. Both check what they
// hear: the worker reads files of strangers.

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const state = { path: z.string(), version: fileVersion }

export const drawingQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('open'), path: z.string() }).readonly(),
  z.object({ ask: z.literal('page'), ...state, page: z.int().min(0) }).readonly(),
  z.object({ ask: z.literal('part'), ...state, offset: z.int().min(0) }).readonly(),
])

export const drawingAnswer = z.discriminatedUnion('say', [
  z.object({ say: z.literal('open'), opened: openedDrawing }).readonly(),
  z.object({ say: z.literal('page'), drawing: pageDrawing }).readonly(),
  z.object({ say: z.literal('part'), part: bytes }).readonly(),
  z.object({ say: z.literal('failed'), failure }).readonly(),
])

export type DrawingQuestion = z.infer<typeof drawingQuestion>
export type DrawingAnswer = z.infer<typeof drawingAnswer>
