import { expect } from 'vitest'

/** An error with this code. */
export const refused = (code: string) => expect.objectContaining({ code })
