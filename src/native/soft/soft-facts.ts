import { AssistantError } from '../../shared/errors/index.ts'
import type { Capability, PinState } from '../../shared/models/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { TokenFacts, TokenId } from '../token.ts'
import { SOFT_TRIES, type SoftFile, softPinRule } from './soft-file.ts'

export const softTokenId = (serial: string): TokenId => `soft|${serial}`

/** The context under which the PIN locks the file's key. */
export const pinContext = (serial: string): string => `${serial}:pin`

const basic: readonly Capability[] = [
  'sm2-generate',
  'sm2-sign',
  'sm2-decrypt',
  'import-pair',
  'write-certificate',
  'delete-objects',
  'data-objects',
  'change-pin',
]

const pinStateOf = ({ pin }: SoftFile): PinState => ({
  triesLeft: pin.triesLeft,
  triesMax: SOFT_TRIES,
  countLow: pin.triesLeft < SOFT_TRIES,
  lastTry: pin.triesLeft === 1,
  locked: pin.triesLeft === 0,
  isDefault: false,
  initialised: true,
  entryOnDevice: false,
})

const capabilitiesOf = ({ unlocks, keys }: SoftFile): readonly Capability[] => [
  ...basic,
  ...(unlocks.some(({ held }) => held) ? (['unlock-with-secret'] as const) : []),
  ...(keys.some(({ type }) => type === 'rsa') ? (['rsa-sign'] as const) : []),
]

/** What can be told of a soft token without its PIN. */
export const softFacts = (file: SoftFile): TokenFacts => ({
  id: softTokenId(file.serial),
  kind: 'soft',
  driverId: 'soft',
  vendor: '证书助手',
  model: 'SOFT',
  serial: file.serial,
  label: file.label,
  pin: pinStateOf(file),
  pinRule: softPinRule,
  capabilities: capabilitiesOf(file),
})

/** Refuses a PIN that a soft token cannot have. It allows 6 to 20 printable characters. */
export const checkSoftPin = (pin: Pin): void => {
  const text = pin.reveal()
  if (!/^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(text)) throw new AssistantError('pin-not-encodable')
  const { length } = [...text.normalize('NFC')]
  if (length < softPinRule.min || length > softPinRule.max)
    throw new AssistantError('pin-length', softPinRule)
}

/** The refusal of a wrong PIN, with the number of tries left after it. */
export const wrongPin = (left: number): AssistantError => {
  if (left === 0) return new AssistantError('pin-locked')
  return left === 1
    ? new AssistantError('pin-wrong-last-try')
    : new AssistantError('pin-wrong', { triesLeft: left })
}
