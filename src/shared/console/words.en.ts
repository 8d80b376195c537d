import type { consoleProgram as original } from './words.zh-cn.ts'

export const consoleProgram: typeof original = {
  usage: (program) => `Usage: ${program} [--language zh-CN|en] COMMAND …`,
  about: {
    verify:
      'Verifies PDF, OFD and signature files, with the same judgement as the window. Ends with 0 if all are valid, with 1 if a signature is not valid, with 2 if that cannot be told.',
    diagnose:
      'Checks the system; needs no PIN and changes nothing. Ends with 0 if all is right, with 1 if something needs attention, with 2 if there is a problem, with 3 if the check could not be done.',
    certificates: 'Lists the certificates on this computer.',
    sign: 'Signs with a certificate.',
    encrypt: 'Encrypts to certificates.',
    decrypt: 'Decrypts with the keys that are here.',
    'native-messaging': 'Is started by a browser, for its extension.',
  },
  more: '--json is for programs; --home is the data folder, else the usual one is used. Also: help, --version.',
  wrong: 'It is written so: ',
}
