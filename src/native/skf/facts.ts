import type { Capability } from '../../shared/models/index.ts'
import { fieldOf, textOf } from '../library-text.ts'
import type { TokenFacts } from '../token.ts'
import type { DeviceInfo } from './layout.ts'
import type { Library } from './library.ts'
import type { Name } from './names.ts'
import { ASYMMETRIC_RSA, ASYMMETRIC_SM2 } from './numbers.ts'
import { pinStateOf, type readPin } from './pins.ts'
import type { Setup } from './setup.ts'
import type { SymbolName } from './symbols.ts'

const part = (bytes: Uint8Array): string =>
  fieldOf(textOf(bytes))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** The identity of a device: it is the same after re-plugging. */
export const deviceIdOf = ({ manufacturer, issuer, serial }: DeviceInfo): string =>
  [manufacturer, issuer, serial].map(part).join('|')

/** Decryption with a private key: what makers call it, best known first. */
export const decryptions: readonly SymbolName[] = [
  'V_ECCPrvKeyDecrypt',
  'SKF_PrvKeyDecrypt',
  'SKF_ECCDecrypt',
  'SKF_ECCPrvKeyDecrypt',
]

const sm2Needs: readonly (readonly [Capability, readonly SymbolName[]])[] = [
  ['sm2-generate', ['SKF_CreateContainer', 'SKF_GenECCKeyPair']],
  ['sm2-sign', ['SKF_ECCSignData', 'SKF_VerifyPIN']],
  ['import-pair', ['SKF_ImportECCKeyPair']],
  ['unwrap-inside', ['SKF_ImportECCKeyPair']],
]

const otherNeeds: readonly (readonly [Capability, readonly SymbolName[]])[] = [
  ['write-certificate', ['SKF_ImportCertificate']],
  ['delete-objects', ['SKF_DeleteContainer']],
  ['data-objects', ['SKF_CreateFile', 'SKF_WriteFile', 'SKF_ReadFile', 'SKF_EnumFiles', 'SKF_GetFileInfo']],
  ['change-pin', ['SKF_ChangePIN']],
]

/** Without a function of a maker's own, a key opens what is sealed to it only as part of a digital envelope. */
const opensEnvelopes = (library: Pick<Library, 'has'>): boolean =>
  envelopeNeeds.every((name) => library.has(name))
const envelopeNeeds: readonly SymbolName[] = ['SKF_ImportSessionKey', 'SKF_DecryptInit', 'SKF_Decrypt']

/** What a device can do: what its library exports and what it says of itself. */
export const capabilitiesOf = (
  library: Pick<Library, 'has'>,
  { algAsymCap }: DeviceInfo,
  adminLocked: boolean,
): readonly Capability[] => {
  const can = (needs: typeof otherNeeds) =>
    needs.filter(([, names]) => names.every((name) => library.has(name))).map(([name]) => name)
  const hasSm2 = (algAsymCap & ASYMMETRIC_SM2) !== 0
  const hasRsa = (algAsymCap & ASYMMETRIC_RSA) !== 0
  const all: Capability[] = hasSm2 ? [...can(sm2Needs)] : []
  if (hasSm2 && (decryptions.some((name) => library.has(name)) || opensEnvelopes(library)))
    all.push('sm2-decrypt')
  if (hasRsa && library.has('SKF_RSASignData')) all.push('rsa-sign')
  all.push(...can(otherNeeds))
  if (library.has('SKF_UnblockPIN') && !adminLocked) all.push('unlock-with-secret')
  return all
}

/** What is to be told of one application of a device, or of a device that has none yet. */
export type Shown = {
  readonly id: string
  readonly info: DeviceInfo
  readonly application: Name | null
  /** Other applications of this device are shown too. */
  readonly several: boolean
}

type Pins = { readonly user: ReturnType<typeof readPin>; readonly admin: ReturnType<typeof readPin> }

const labelOf = ({ info, application, several }: Shown, setup: Setup): string => {
  const label = textOf(info.label) || textOf(info.issuer) || setup.vendor
  return several && application !== null ? `${label}（${textOf(application)}）` : label
}

/** Everything that can be told without a PIN, except keys and certificates. */
export const factsOf = (
  library: Pick<Library, 'has'>,
  shown: Shown,
  pins: Pins,
  setup: Setup,
): Omit<TokenFacts, 'driverId'> => {
  const { id, info, application } = shown
  const adminLocked = pins.admin !== null && pins.admin !== 'unset' && pins.admin.left === 0
  return {
    id,
    kind: 'ukey',
    vendor: setup.oneMaker ? setup.vendor : textOf(info.manufacturer) || setup.vendor,
    model: textOf(info.issuer),
    serial: textOf(info.serial),
    label: labelOf(shown, setup),
    pin: pinStateOf(application === null ? 'unset' : pins.user),
    pinRule: setup.pinRule,
    ...(info.totalSpace > 0 && info.totalSpace < 2 ** 31 ? { freeBytes: info.freeSpace } : {}),
    capabilities: application === null ? [] : capabilitiesOf(library, info, adminLocked),
  }
}
