import type { issuers as original } from './words.zh-cn.ts'

export const issuers: typeof original = {
  title: 'Issuing authority',
  name: 'Authority',
  unknown: 'The authority of this certificate is not known',
  unknownMeaning:
    'Reminders and the length of the PIN follow the usual rules. For any business ask the authority that issued this certificate.',
  hotline: 'Hotline',
  notConnected:
    'No public address of this authority is known: renewing, replacing and unlocking cannot be done here.',
  servicePoints: 'Service points',
  questions: 'Frequent questions',
}
