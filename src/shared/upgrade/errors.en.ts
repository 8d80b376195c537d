import type { Translation } from '../errors/entry.ts'
import { certificateKept } from '../errors/phrases.en.ts'
import type { upgradeErrors as original } from './errors.zh-cn.ts'

export const upgradeErrors = {
  'upgrade-already': {
    title: 'No upgrade is needed',
    happened: 'This certificate is of that kind already.',
    lost: certificateKept,
    next: 'Use it as it is.',
  },
  'upgrade-business-only': {
    title: 'This certificate cannot be upgraded',
    happened: 'It serves one business only and stays as it is.',
    lost: certificateKept,
    next: 'Go on using it for that business. If in doubt, call the hotline.',
  },
  'upgrade-unfinished': {
    title: 'It is being upgraded already',
    happened: 'There is an upgrade of this certificate already, perhaps sent from another computer.',
    lost: 'That upgrade stands.',
    next: 'Go on with it. If you do not want it, withdraw it and begin again.',
  },
  'upgrade-number-wrong': {
    title: 'The number does not match',
    happened:
      'The authority has another number on record, or the type of customer is wrong. The upgrade was not sent.',
    lost: certificateKept,
    next: 'Check the number. If it is right and still refused, call the hotline.',
  },
  'upgrade-seal-unverified': {
    title: 'The seal was not verified',
    happened: 'The electronic seal that was read back did not verify. The seal update is not done.',
    lost: 'The new certificate is in force and not affected. Seals that verify are still there.',
    next: 'Update it once more. If it fails again, call the hotline of the authority.',
  },
} as const satisfies Translation<typeof original>
