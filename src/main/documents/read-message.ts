import type { z } from 'zod'

/**
 * What a child process said. zod throws, also from `safeParse`, if bytes stand in the place of a list that is to be
 * readonly; a child that says nonsense must not end the application.
 */
export const readMessage = <Shape extends z.ZodType>(shape: Shape, message: unknown) => {
  try {
    return shape.safeParse(message)
  } catch (error) {
    return { success: false, data: undefined, error } as const
  }
}
