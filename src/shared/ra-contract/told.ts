import { z } from 'zod'
import { visible } from '../visible.ts'

/**
 * Text that an authority tells. What hides in it is written out as it arrives; no answer is refused for that, only
 * for more than anybody would read.
 */
export function told(max: number) {
  return z
    .string()
    .max(max)
    .overwrite((text) => visible(text).slice(0, max))
}
