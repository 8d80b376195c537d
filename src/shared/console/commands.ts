/** What the console program can do, in the order of its help. */
export const consoleCommands = [
  'verify',
  'diagnose',
  'certificates',
  'sign',
  'encrypt',
  'decrypt',
  'native-messaging',
] as const

export type ConsoleCommand = (typeof consoleCommands)[number]

/** How each is written. Names of options are the same in every language. */
export const consoleUsage: Readonly<Record<ConsoleCommand, string>> = {
  verify:
    'verify FILE… [--json] [--detached SIGNATURE] [--root FILE]… [--certificate FILE]… [--crl FILE]… [--home DIR]',
  diagnose: 'diagnose [--json] [--home DIR]',
  certificates: 'certificates [--json] [--home DIR]',
  sign: 'sign FILE… --with NAME [--attached] [--pin-fd N] [--json] [--home DIR]',
  encrypt: 'encrypt FILE… --to NAME-OR-FILE… [--with NAME] [--pin-fd N] [--json] [--home DIR]',
  decrypt: 'decrypt FILE… [--pin-fd N] [--json] [--home DIR]',
  'native-messaging': 'native-messaging [--home DIR]',
}
