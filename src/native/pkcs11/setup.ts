import type { PinRule } from '../../shared/models/index.ts'
import type { CellSetup } from '../abi.ts'
import type { CipherForm, MechanismFamily, SignatureForm, TriesFrom } from '../drivers/schema.ts'

/** What must be known of a driver to speak PKCS#11 with its library. */
export type Setup = {
  readonly library: string
  /** Text for its C_Initialize; null for none. */
  readonly parameters: string | null
  readonly vendor: string
  /** The driver is for one maker only, so its name is better than the name that the token reports. */
  readonly oneMaker: boolean
  readonly families: readonly MechanismFamily[]
  readonly unwrapEnveloped: number | null
  readonly pinRule: PinRule
  readonly triesFrom: TriesFrom
  readonly pollMilliseconds: number
  /**
   * Whether the library may be asked for slot events: some wait in that call although told not to, and some crash in
   * it.
   */
  readonly slotEvents: boolean
}

/** The SM2 numbers that a token's own mechanism list confirms. */
export type Sm2Numbers = {
  readonly keyType: number
  readonly generate: number | null
  readonly sign: { readonly mechanism: number; readonly form: SignatureForm } | null
  readonly decrypt: { readonly mechanism: number; readonly form: CipherForm } | null
  readonly unwrap: number | null
}

/** The PKCS#11 setup, taken from what every ABI is told. */
export const setupOf = ({ library, driver, pollMilliseconds, endedBadly }: CellSetup): Setup => {
  const { parameters, vendor, usb, families, unwrapEnveloped, pin, triesFrom } = driver
  return {
    ...{ library, parameters, vendor, families, unwrapEnveloped, triesFrom, pollMilliseconds },
    pinRule: pin,
    oneMaker: usb.length > 0,
    // That call may have been the cause. The list of slots tells the same, except a swap between two looks.
    slotEvents: !endedBadly,
  }
}
