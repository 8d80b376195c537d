import { shippedFamily } from './family.ts'
import type { NewUkey } from './ukey.ts'

/** The options of `ukey create` in the form of node:util parseArgs. */
export const newUkeyOptions = {
  slot: { type: 'string' },
  label: { type: 'string' },
  'label-hex': { type: 'string' },
  vendor: { type: 'string' },
  model: { type: 'string' },
  serial: { type: 'string' },
  generation: { type: 'string' },
  family: { type: 'string' },
  tries: { type: 'string' },
  'so-tries': { type: 'string' },
  'tries-left': { type: 'string' },
  pin: { type: 'string' },
  'so-pin': { type: 'string' },
  'pin-min': { type: 'string' },
  'pin-max': { type: 'string' },
  capacity: { type: 'string' },
  application: { type: 'string' },
  digits: { type: 'boolean' },
  unwrap: { type: 'boolean' },
  import: { type: 'boolean' },
  keypad: { type: 'boolean' },
  'always-authenticate': { type: 'boolean' },
  blank: { type: 'boolean' },
} as const

type Values = {
  readonly [Name in keyof typeof newUkeyOptions]?:
    | ((typeof newUkeyOptions)[Name]['type'] extends 'string' ? string : boolean)
    | undefined
}

const whole = (text: string, name: string): number => {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} wants a whole number: ${text}`)
  return Number(text)
}

/** Drops values that were not given, so that the defaults of createUkey apply. */
const said = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** Turns the command line's options into a wish for createUkey. */
export const newUkeyOf = (values: Values): NewUkey => {
  const number = (
    name: 'slot' | 'tries' | 'so-tries' | 'tries-left' | 'pin-min' | 'pin-max' | 'capacity',
  ) => {
    const text = values[name]
    return text === undefined ? undefined : whole(text, name)
  }
  if (values.generation !== undefined && !['4', '5'].includes(values.generation))
    throw new Error('--generation is 4 (RSA only) or 5 (SM2)')
  const labelHex = values['label-hex']
  return said({
    slot: number('slot'),
    label: labelHex === undefined ? values.label : Buffer.from(labelHex, 'hex'),
    manufacturer: values.vendor,
    model: values.model,
    serial: values.serial,
    generation:
      values.generation === undefined ? undefined : values.generation === '4' ? (4 as const) : (5 as const),
    family: values.family === undefined ? undefined : shippedFamily(values.family),
    userTries: number('tries'),
    soTries: number('so-tries'),
    userTriesLeft: number('tries-left') ?? number('tries'),
    userPin: values.blank ? null : values.pin,
    soPin: values.blank ? null : values['so-pin'],
    pinMin: number('pin-min'),
    pinMax: number('pin-max'),
    pinDigits: values.digits,
    unwrap: values.unwrap,
    import: values.import,
    keypad: values.keypad,
    alwaysAuthenticate: values['always-authenticate'],
    capacity: number('capacity'),
    application: values.application,
  })
}
