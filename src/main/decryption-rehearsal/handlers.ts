import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { DecryptionRehearsal } from './decryption-rehearsal.ts'

export const decryptionRehearsalHandlers = (
  rehearsal: DecryptionRehearsal,
): Slice<'decryptionRehearsal'> => ({
  decryptionRehearsal: {
    look: api.decryptionRehearsal.look.handler(({ input }) => rehearsal.look(input.subject)),
    attempt: api.decryptionRehearsal.attempt.handler(({ input, signal }) =>
      rehearsal.attempt(input.subject, input.recipient, signal),
    ),
  },
})
