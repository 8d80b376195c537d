import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { newUkeyOf, newUkeyOptions } from './cli-create.ts'
import { runFaultCommand } from './cli-faults.ts'
import { runQuirkCommand } from './cli-quirks.ts'
import { lockUkey } from './lock.ts'
import { SKF_BUILDS, skfLibrary } from './quirks.ts'
import {
  createUkey,
  listUkeys,
  plugUkey,
  readUkey,
  removeUkey,
  typeOnKeypad,
  type Ukey,
  ukeyHome,
  ukeyLibrary,
  unplugUkey,
} from './ukey.ts'

const USAGE = `Virtual Ukeys: USB keys in software, for trying, tests and training.

  npm run ukey -- create NAME [options]      make a key; user PIN 12345678 (still the default), SO PIN admin123
      --plug --slot N --label TEXT --label-hex HEX --vendor TEXT --model TEXT --serial TEXT --generation 4|5 --family NAME
      --tries N --so-tries N --tries-left N --pin PIN --so-pin PIN --pin-min N --pin-max N --digits
      --no-unwrap --no-import --keypad --always-authenticate --capacity BYTES --blank --application NAME
  npm run ukey -- plug NAME|all              plug in
  npm run ukey -- unplug NAME|all            pull out
  npm run ukey -- list [--json]              every key and where it is
  npm run ukey -- show NAME [--json]         what one key tells without a PIN
  npm run ukey -- fault NAME                 the faults that are set
  npm run ukey -- fault NAME WHAT N ACTION [VALUE] [after] [forever]
      WHAT    a C_ or SKF_ function, or any sign decrypt encrypt generate login pin find read create write session
      N       at the n-th such call from now on; NAME may be "library" for every call of the library
      ACTION  removed hang segv kill full return CODE garbage [LENGTH]
  npm run ukey -- fault NAME clear           no more faults
  npm run ukey -- delay NAME [WHAT=MS …]     how long the key takes; nothing after the name: what is set; clear
  npm run ukey -- quirk NAME [WORD[=N] …]    what the SKF library does otherwise than the standard; NAME may be "library"
      WORD    single-nul generate-number=N odd-errors verify-crash single-session slow-generate[=MS] devinfo-overrun[=N]
              other layouts and other names for decryption are libraries of their own, see "path"; clear
  npm run ukey -- lock NAME [user|so]        lock a plugged key's PIN by wrong tries
  npm run ukey -- type NAME PIN              type a PIN on the keypad of a key made with --keypad
  npm run ukey -- remove NAME                throw the key away
  npm run ukey -- path                       the folder of the keys, and the libraries for other programs`

const tries = (name: string, pin: { left: number; max: number; set: boolean }): string =>
  pin.set ? `${name} ${pin.left === 0 ? 'locked' : `${pin.left}/${pin.max} tries`}` : `${name} not set`

const line = ({ id, plugged, facts }: Ukey): string => {
  const where = plugged ? 'plugged in' : 'out'
  if (facts === null) return `${id}: ${where}, file damaged`
  const pins = `${tries('PIN', facts.user)}${facts.user.isDefault ? ' (default)' : ''}, ${tries('SO PIN', facts.so)}`
  return `${id}: ${where}, slot ${facts.slot}, ${facts.manufacturer} ${facts.model} ${facts.serial}, ${pins}, ${facts.objects.length} objects`
}

const show = (key: Ukey): string => {
  const objects = key.facts?.objects ?? []
  return [line(key), ...objects.map((o) => `  ${o.handle}: ${o.kind}, label "${o.label}", id ${o.id}`)].join(
    '\n',
  )
}

/** Does the work for one key or for all keys of the folder, and tells their state afterwards. */
const each = (home: string, name: string, work: (home: string, id: string) => void): string => {
  const ids = name === 'all' ? listUkeys(home).map((key) => key.id) : [name]
  for (const id of ids) work(home, id)
  return ids.map((id) => line(readUkey(home, id))).join('\n')
}

const list = (home: string, json: boolean): string => {
  const keys = listUkeys(home)
  return json ? JSON.stringify(keys, null, 2) : keys.map(line).join('\n') || `no keys in ${home}`
}

const create = (
  home: string,
  id: string,
  values: Parameters<typeof newUkeyOf>[0] & { plug?: boolean },
): string => {
  createUkey(home, id, newUkeyOf(values))
  if (values.plug) plugUkey(home, id)
  return line(readUkey(home, id))
}

const remove = (home: string, id: string): string => {
  removeUkey(home, id)
  return `${id} is gone`
}

const path = (home: string): string => {
  const libraries = [ukeyLibrary(), ...SKF_BUILDS.map(skfLibrary)]
  const built = (library: string) => (existsSync(library) ? '' : ' (not built yet: npm run build:ukey)')
  return [home, ...libraries.map((library) => `${library}${built(library)}`)].join('\n')
}

const need = (value: string | undefined): string => {
  if (value === undefined) throw new Error(`something is missing\n\n${USAGE}`)
  return value
}

const options = { json: { type: 'boolean' }, plug: { type: 'boolean' }, ...newUkeyOptions } as const

const run = (args: readonly string[]): string => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    allowNegative: true,
  })
  const [command = 'help', name, ...rest] = positionals
  const home = ukeyHome()
  const json = values.json === true
  const commands: Readonly<Record<string, () => string>> = {
    create: () => create(home, need(name), values),
    plug: () => each(home, need(name), plugUkey),
    unplug: () => each(home, need(name), unplugUkey),
    list: () => list(home, json),
    show: () =>
      json ? JSON.stringify(readUkey(home, need(name)), null, 2) : show(readUkey(home, need(name))),
    fault: () => runFaultCommand(home, 'fault', need(name), rest),
    delay: () => runFaultCommand(home, 'delay', need(name), rest),
    quirk: () => runQuirkCommand(home, need(name), rest),
    lock: () => each(home, need(name), (at, id) => lockUkey(at, id, rest[0] === 'so' ? 'so' : 'user')),
    type: () => each(home, need(name), (at, id) => typeOnKeypad(at, id, need(rest[0]))),
    remove: () => remove(home, need(name)),
    path: () => path(home),
    help: () => USAGE,
  }
  const work = commands[command]
  if (work === undefined) throw new Error(`unknown command ${command}\n\n${USAGE}`)
  return work()
}

try {
  console.log(run(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
