import type { Capability, PinRule, PinState } from '../../shared/models/index.ts'
import { fieldOf } from '../library-text.ts'
import type { TokenFacts, TokenId } from '../token.ts'
import type { TokenInfo } from './library.ts'
import {
  CKA_CLASS,
  CKA_HW_FEATURE_TYPE,
  CKF_PROTECTED_AUTHENTICATION_PATH,
  CKF_SO_PIN_LOCKED,
  CKF_TOKEN_INITIALIZED,
  CKF_USER_PIN_COUNT_LOW,
  CKF_USER_PIN_FINAL_TRY,
  CKF_USER_PIN_INITIALIZED,
  CKF_USER_PIN_LOCKED,
  CKF_USER_PIN_TO_BE_CHANGED,
  CKF_WRITE_PROTECTED,
  CKM_ECDSA,
  CKM_RSA_PKCS,
  CKO_HW_FEATURE,
} from './numbers.ts'
import { findObjects, type Place, readAttributes, readEach, ulongOf } from './objects.ts'
import type { Setup, Sm2Numbers } from './setup.ts'

export type Tries = { readonly left: number; readonly max: number }

const part = (text: string): string =>
  fieldOf(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** The identity of a token: it is the same in every library that shows the token. */
export const tokenIdOf = (info: TokenInfo): TokenId =>
  [info.manufacturerID, info.model, info.serialNumber].map(part).join('|')

/** A slot may hold a token that nobody has initialised (SoftHSM always shows one). There is nothing to say about it. */
export const isNobody = (info: TokenInfo): boolean =>
  (info.flags & CKF_TOKEN_INITIALIZED) === 0 && fieldOf(info.serialNumber) === ''

/** The number of tries, if the driver knows how this token reports it. */
export const readTries = (place: Place, { triesFrom }: Setup): Tries | null => {
  if (triesFrom.kind === 'flags') return null
  const template = [
    { type: CKA_CLASS, value: CKO_HW_FEATURE },
    { type: CKA_HW_FEATURE_TYPE, value: triesFrom.feature },
  ]
  return (
    readEach(findObjects(place, template).slice(0, 1), (object) => {
      const [left, max] = readAttributes(place, object, [triesFrom.userLeft, triesFrom.userMax]).map(ulongOf)
      return left == null || max == null ? [] : [{ left, max }]
    })[0] ?? null
  )
}

/** The state of the user PIN from the token's flags and, where known, its count. */
export const pinStateOf = ({ flags }: TokenInfo, tries: Tries | null): PinState => {
  const has = (flag: number): boolean => (flags & flag) !== 0
  const locked = has(CKF_USER_PIN_LOCKED)
  return {
    triesLeft: locked ? 0 : (tries?.left ?? null),
    triesMax: tries?.max ?? null,
    countLow: has(CKF_USER_PIN_COUNT_LOW),
    lastTry: !locked && (has(CKF_USER_PIN_FINAL_TRY) || tries?.left === 1),
    locked,
    isDefault: has(CKF_USER_PIN_TO_BE_CHANGED),
    initialised: has(CKF_USER_PIN_INITIALIZED),
    entryOnDevice: has(CKF_PROTECTED_AUTHENTICATION_PATH),
  }
}

/** The narrower of the driver's rule and the token's own; the driver's if the token reports nonsense. */
export const pinRuleOf = ({ minPinLen, maxPinLen }: TokenInfo, rule: PinRule): PinRule => {
  const min = Math.max(rule.min, minPinLen)
  const max = Math.min(rule.max, maxPinLen)
  return min <= max ? { min, max } : rule
}

const sm2Capabilities = (numbers: Sm2Numbers | null): readonly Capability[] => {
  if (numbers === null) return []
  const all: readonly (readonly [Capability, boolean])[] = [
    ['sm2-generate', numbers.generate !== null],
    ['sm2-sign', numbers.sign !== null],
    ['sm2-decrypt', numbers.decrypt !== null],
    ['import-pair', numbers.unwrap !== null || numbers.decrypt !== null],
    ['unwrap-inside', numbers.unwrap !== null],
  ]
  return all.filter(([, can]) => can).map(([name]) => name)
}

/** What the token can do, according to its mechanism list and flags. */
export const capabilitiesOf = (
  { flags }: TokenInfo,
  mechanisms: readonly number[],
  numbers: Sm2Numbers | null,
): readonly Capability[] => {
  const all: Capability[] = [...sm2Capabilities(numbers)]
  if (mechanisms.includes(CKM_RSA_PKCS)) all.push('rsa-sign')
  if (mechanisms.includes(CKM_ECDSA)) all.push('ec-sign')
  if ((flags & CKF_WRITE_PROTECTED) === 0) all.push('write-certificate', 'delete-objects', 'data-objects')
  all.push('change-pin')
  if ((flags & (CKF_SO_PIN_LOCKED | CKF_WRITE_PROTECTED)) === 0) all.push('unlock-with-secret')
  return all
}

const vendorOf = (info: TokenInfo, { vendor, oneMaker }: Setup): string =>
  oneMaker ? vendor : fieldOf(info.manufacturerID) || vendor

// CK_UNAVAILABLE_INFORMATION is all ones, in 4 bytes or in 8; a token without any memory tells nothing either.
const isRoom = (free: number, total: number): boolean =>
  total > 0 && total < 2 ** 31 && free >= 0 && free <= total

/** What is free for certificates and keys alike: public and private objects may have one memory or two. */
export const roomOf = (info: TokenInfo): { readonly freeBytes?: number } => {
  // The binding gives a CK_ULONG of 8 bytes as a bigint, whatever its types say.
  const [freePublic, totalPublic] = [Number(info.freePublicMemory), Number(info.totalPublicMemory)]
  const [freePrivate, totalPrivate] = [Number(info.freePrivateMemory), Number(info.totalPrivateMemory)]
  const told = [
    ...(isRoom(freePublic, totalPublic) ? [freePublic] : []),
    ...(isRoom(freePrivate, totalPrivate) ? [freePrivate] : []),
  ]
  return told.length === 0 ? {} : { freeBytes: Math.min(...told) }
}

/** Everything that can be told of a token without a PIN, except its objects. The keyring adds the driver's id. */
export const factsOf = (
  id: TokenId,
  info: TokenInfo,
  mechanisms: readonly number[],
  numbers: Sm2Numbers | null,
  tries: Tries | null,
  setup: Setup,
): Omit<TokenFacts, 'driverId'> => {
  const model = fieldOf(info.model)
  return {
    id,
    kind: 'ukey',
    vendor: vendorOf(info, setup),
    model,
    serial: fieldOf(info.serialNumber),
    label: fieldOf(info.label) || model || setup.vendor,
    pin: pinStateOf(info, tries),
    pinRule: pinRuleOf(info, setup.pinRule),
    capabilities: capabilitiesOf(info, mechanisms, numbers),
    ...roomOf(info),
  }
}
