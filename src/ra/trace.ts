import type { ServerResponse } from 'node:http'
import type { Outcome } from './meter.ts'

/** What is told of a request, in figures and in the log. */
export type Trace = {
  /** What was asked for, in a word of ours: never the path as it came. Whoever recognises the request writes it here. */
  route: string
}

export function outcomeOf({ writableFinished, statusCode }: ServerResponse): Outcome {
  if (!writableFinished) return 'gone'
  if (statusCode < 400) return 'answered'
  if (statusCode === 503) return 'busy'
  return statusCode < 500 ? 'refused' : 'fault'
}
