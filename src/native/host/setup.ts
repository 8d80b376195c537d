import type { PinRule } from '../../shared/models/index.ts'
import type { CipherForm, MechanismFamily, SignatureForm, TriesFrom } from '../drivers/schema.ts'

/** What a token host must know of its driver; it travels as the argument of the forked process. */
export type HostSetup = {
  readonly library: string
  /** Text for its C_Initialize; null for none. */
  readonly parameters: string | null
  readonly vendor: string
  /** The driver is of one maker only, so its name is better than what the token calls itself. */
  readonly oneMaker: boolean
  readonly families: readonly MechanismFamily[]
  readonly unwrapEnveloped: number | null
  readonly pinRule: PinRule
  readonly triesFrom: TriesFrom
  readonly pollMilliseconds: number
  /** Whether it may be asked for slot events: some libraries wait in that call although told not to, or crash in it. */
  readonly slotEvents: boolean
  readonly aliveMilliseconds: number
  /** Process id of the application: a host does not outlive it. */
  readonly application: number
}

/** The SM2 numbers that a token's own mechanism list confirms. */
export type Sm2Numbers = {
  readonly keyType: number
  readonly generate: number | null
  readonly sign: { readonly mechanism: number; readonly form: SignatureForm } | null
  readonly decrypt: { readonly mechanism: number; readonly form: CipherForm } | null
  readonly unwrap: number | null
}
