// The product for terminals, programs and browsers: docs/console.md. Each command ends with a code of its own.

/** A browser waits for its host, so that is started without all that the other commands need. */
const done = async (args: readonly string[]): Promise<number> => {
  if (args[0] !== 'native-messaging') return (await import('./commands.ts')).obey(args)
  return (await import('./native-messaging.ts')).runNativeMessaging(args.slice(1))
}

/** Windows writes to a pipe while the program goes on. */
const written = (): Promise<void> => new Promise((resolve) => process.stdout.write('', () => resolve()))

// Who reads may stop before the end (`| head`). The code still says what was found.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
const code = await done(process.argv.slice(2))
await written()
// Token hosts and the authority inside may still be ending.
process.exit(code)
