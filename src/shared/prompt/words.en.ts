import type { prompt as original } from './words.zh-cn.ts'

export const prompt: typeof original = {
  assistantAsks: 'Certificate Assistant',
  from: 'From',
  with: 'With',
  on: 'Device',
  refuse: 'Cancel',
  purpose: {
    sign: { title: 'Signature requested', act: 'Sign', waiting: 'Signing…' },
    login: { title: 'Login requested', act: 'Log in', waiting: 'Logging in…' },
    decrypt: { title: 'Decryption requested', act: 'Decrypt', waiting: 'Decrypting…' },
    issue: { title: 'Issue certificate', act: 'Issue', waiting: 'Issuing…' },
    'change-pin': { title: 'Change the PIN', act: 'Change', waiting: 'Changing…' },
    unlock: { title: 'Unlock the PIN', act: 'Unlock', waiting: 'Unlocking…' },
    delete: { title: 'Delete certificate', act: 'Delete', waiting: 'Deleting…' },
  },
  allow: 'Allow',
  consentTitle: 'Let this site use the assistant?',
  consentMeaning:
    'It can see the name on the certificate and ask for logins and signatures. You are still asked each time.',
  remember: 'Remember this site',
  warning: 'If you did not just do this yourself, choose Cancel.',
  expiresIn: (seconds) => `Cancels by itself in ${seconds} s`,
  none: 'There is nothing to confirm now.',
}
