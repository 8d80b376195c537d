import type { z } from 'zod'

/**
 * What another process of ours said. Bytes in the place of a list that is to be readonly make zod throw, also from
 * `safeParse`: it freezes what has already failed. In a listener that would end the application.
 */
export const heardAs = <Shape extends z.ZodType>(shape: Shape, message: unknown) => {
  try {
    return shape.safeParse(message)
  } catch (error) {
    return { success: false, data: undefined, error } as const
  }
}
