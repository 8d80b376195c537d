import { z } from 'zod'
import { visible } from '../visible.ts'

/**
 * A text from an authority. Hidden characters in it are written out when it arrives. No answer is refused for them,
 * only for a text longer than anybody would read.
 */
export function told(max: number) {
  return z
    .string()
    .max(max)
    .overwrite((text) => visible(text).slice(0, max))
}
