import type { prompt as original } from './words.zh-cn.ts'

export const prompt: typeof original = {
  assistantAsks: 'Certificate Assistant',
  from: 'From',
  page: 'Website',
  international: 'This address has special characters and may imitate another site. Check it with care.',
  internationalReads: (name) =>
    `Special characters make this address read “${name}”. It may imitate another site; check it with care.`,
  resembles: (origin) =>
    `This address looks like ${origin}, which you have allowed, but is another site. Check it with care.`,
  unencrypted: 'This site is not encrypted: others may see or change what it says.',
  text: 'Text to sign',
  file: 'File',
  size: 'Size',
  bytes: (bytes) => {
    if (bytes === 1) return '1 byte'
    return bytes < 10_000 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB (${bytes} bytes)`
  },
  digest: 'SM3 digest',
  files: {
    count: 'Files',
    many: (count) => String(count),
    once: 'The PIN is asked for once; the files follow one after another.',
    onKey: 'This Ukey has its own keypad and may want the PIN or a confirmation for each file.',
  },
  loose:
    'Such a signature does not name this site and could be used elsewhere. Go on only if you trust the site.',
  with: 'With',
  on: 'Device',
  refuse: 'Cancel',
  purpose: {
    connect: { title: 'Let this site use the assistant?', act: 'Allow', waiting: 'Answering…' },
    sign: { title: 'Signature requested', act: 'Sign', waiting: 'Signing…' },
    login: { title: 'Login requested', act: 'Log in', waiting: 'Logging in…' },
    decrypt: { title: 'Decryption requested', act: 'Decrypt', waiting: 'Decrypting…' },
    verify: { title: 'Check of a file’s signature requested', act: 'Check', waiting: 'Checking…' },
    encrypt: { title: 'Encryption of a file requested', act: 'Encrypt', waiting: 'Encrypting…' },
    digest: { title: 'Digest of a file requested', act: 'Compute', waiting: 'Computing…' },
    trial: { title: 'Try to sign and decrypt', act: 'Try', waiting: 'Trying to sign and decrypt…' },
    rehearse: { title: 'Try to decrypt', act: 'Try', waiting: 'Trying to decrypt…' },
    issue: { title: 'Issue certificate', act: 'Issue', waiting: 'Issuing…' },
    'change-pin': { title: 'Change the PIN', act: 'Change', waiting: 'Changing…' },
    unlock: { title: 'Unlock the PIN', act: 'Unlock', waiting: 'Unlocking…' },
    delete: { title: 'Delete certificate', act: 'Delete', waiting: 'Deleting…' },
    'write-seal': { title: 'Write electronic seal', act: 'Write', waiting: 'Writing…' },
    'delete-seal': { title: 'Delete electronic seal', act: 'Delete', waiting: 'Deleting…' },
    quit: { title: 'A certificate is being issued. Quit now?', act: 'Quit', waiting: 'Quitting…' },
  },
  quitMeaning:
    'Progress is saved and nothing is lost. After the next start it goes on once the PIN is entered again; usually it is done in a few seconds.',
  connectMeaning:
    'It can see the name on the certificate and ask for logins and signatures. You are still asked each time.',
  remember: { connect: 'Remember this site', other: 'Do not ask again for such requests of this site' },
  pick: {
    lead: 'Choose the file yourself. The site does not know what is on your computer, and gets only the result for the file that you choose.',
    suggested: (name) => `The site calls the file “${name}”.`,
    file: 'Choose a file',
    another: 'Another file',
    reading: (percent) => `Reading, ${percent} % done`,
    unreadable: 'The file cannot be read, or was changed meanwhile. Choose it again.',
    next: {
      sign: 'Next you see its name, size and digest, and decide whether to sign. The file itself does not go to the site.',
      decrypt:
        'Next you see its name and size, and decide whether to decrypt. You save what was in it; it does not go to the site.',
      encrypt: 'You save the encrypted file; it does not go to the site.',
      other:
        'Next you see its name, size and digest, and decide whether to go on. The file itself does not go to the site.',
    },
  },
  save: {
    title: { decrypt: 'Save the decrypted file', other: 'Save the encrypted file' },
    lead: 'Choose where to save it. The site does not learn where.',
    act: 'Save',
    waiting: 'Saving…',
  },
  choose: 'Choose a certificate',
  use: 'Use this certificate',
  cannot: {
    expired: 'Expired',
    'not-yet-valid': 'Not valid yet',
    revoked: 'Revoked',
    keyless: 'Its private key is not here',
    'pin-locked': 'The PIN is locked',
    'not-accepted': 'This site does not accept it',
  },
  warning: 'If you did not just do this yourself, choose Cancel.',
  expiresIn: (seconds) => `Cancels by itself in ${seconds} s`,
  none: 'There is nothing to confirm now.',
}
