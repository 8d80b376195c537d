import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { SoftFolder } from '../../../../src/native/soft/soft-folder.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import type { Blow, Struck } from './struck.ts'

// Forked by struck.ts. It does one business on the soft token of a folder, once for each disk operation that is
// struck. It tells how each ended, unless it was killed, and how many disk operations it made.

const { folder, business, pins, blow, before, from, to }: Blow = JSON.parse(process.argv[2] ?? '{}')
let [touches, struckAt] = [0, 0]

const full = (): Error => Object.assign(new Error('no space left'), { code: 'ENOSPC' })

/** From the struck operation on the disk stays full; a kill happens only once. */
const touch = (): void => {
  touches += 1
  if (struckAt === 0 || touches < struckAt) return
  if (blow === 'kill') process.kill(process.pid, 'SIGKILL')
  throw full()
}

const struck = <A extends unknown[], T>(real: (...args: A) => Promise<T>) => {
  return async (...args: A): Promise<T> => {
    touch()
    return real(...args)
  }
}

const { open, rename, link, copyFile, rm } = fs
const openStruck: typeof open = async (...args) => {
  touch()
  const handle = await open(...args)
  handle.writeFile = struck(handle.writeFile.bind(handle))
  handle.sync = struck(handle.sync.bind(handle))
  return handle
}
Object.assign(fs, {
  open: openStruck,
  rename: struck(rename),
  link: struck(link),
  copyFile: struck(copyFile),
  rm: struck(rm),
})
syncBuiltinESMExports()

const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
await soft.scan()
const token = soft.tokens[0]?.token
const ended = (work: Promise<void> | undefined): Promise<string> =>
  Promise.resolve(work).then(
    () => 'right',
    (error: { code?: string }) => error.code ?? String(error),
  )
const pin = (text = '') => new Pin(text)

const told: Struck[] = []
for (let at = from; at <= to; at++) {
  struckAt = 0
  if (before !== null) await ended(token?.verifyPin(pin(before)))
  ;[touches, struckAt] = [0, at]
  const work =
    business === 'verify' ? token?.verifyPin(pin(pins[0])) : token?.changePin(pin(pins[0]), pin(pins[1]))
  const outcome = await ended(work)
  struckAt = 0
  await soft.scan()
  const triesLeft = soft.tokens[0]?.facts.pin.triesLeft ?? -1
  told.push({ at, outcome, touches, triesLeft })
}
process.send?.(told, () => process.disconnect())
