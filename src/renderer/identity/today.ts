import { dateOf } from '../words/format.ts'

/** The day on the calendar of this computer, as 2026-10-01. */
export const today = (): string => dateOf(new Date().toISOString())
