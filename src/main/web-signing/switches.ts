import type { CarrierName } from '../../shared/web-signing/model.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { Sites } from './sites.ts'

/** Which carriers are on: what the person chose, else what the issuers' files ask for. */
export type Switches = {
  all(): boolean
  isOn(carrier: CarrierName): boolean
  /** The name of an issuer whose file asks for it. */
  askedBy(carrier: CarrierName): string | null
}

/** These speak the assistant's own language, so they are what a person means who switches the service on. */
const usual: readonly CarrierName[] = ['own', 'extension']

export const createSwitches = (
  { choices }: Pick<Sites, 'choices'>,
  issuers: readonly Pick<Issuer, 'name' | 'webSigning'>[],
): Switches => {
  const askedBy = (carrier: CarrierName): string | null =>
    issuers.find(({ webSigning }) => webSigning.carriers.includes(carrier))?.name ?? null
  const asked = issuers.some(({ webSigning }) => webSigning.carriers.length > 0)
  const all = (): boolean => choices().on ?? asked
  return {
    all,
    askedBy,
    isOn: (carrier) => {
      const { on, carriers } = choices()
      if (!all()) return false
      return carriers[carrier] ?? (askedBy(carrier) !== null || (on === true && usual.includes(carrier)))
    },
  }
}
