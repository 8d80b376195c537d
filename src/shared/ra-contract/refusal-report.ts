import type { Catalogue, Figures } from '../errors/catalogue.ts'
import type { ErrorReport, ParamsOf } from '../errors/codes.ts'
import type { Figure } from '../errors/figures.ts'
import { fullYuan } from '../orders/full-yuan.ts'
import {
  type MeaningOf,
  meaningOf,
  type RaErrorCode,
  type RaErrorData,
  type RaErrorParamsOf,
} from './errors.ts'

type FiguresMeant<Code extends RaErrorCode> = Figures<Catalogue[MeaningOf<Code>]>

/** Refusals whose params differ from the figures that the sentences need. */
type Indirect = {
  readonly [Code in RaErrorCode]: [FiguresMeant<Code>] extends [keyof RaErrorParamsOf<Code>] ? never : Code
}[RaErrorCode]

type Carried<Code extends RaErrorCode> = { readonly [Name in keyof RaErrorParamsOf<Code>]: Figure }

/** How long to wait when the authority does not say. */
export const defaultPauseSeconds = 5

const minutesOf = (seconds: Figure): number => Math.ceil((Number(seconds) || defaultPauseSeconds) / 60)

/** How to make the figures of a sentence if the refusal does not carry them under the same name. */
const figures: { readonly [Code in Indirect]: (carried: Carried<Code>) => ParamsOf<MeaningOf<Code>> } = {
  'account-paused': ({ seconds }) => ({ minutes: minutesOf(seconds) }),
  'too-many-codes': ({ seconds }) => ({ minutes: minutesOf(seconds) }),
  'request-refused': ({ reason }) => ({ words: reason }),
  'price-changed': ({ totalFen }) => ({ yuan: fullYuan(Number(totalFen)) }),
  'server-busy': () => ({ seconds: defaultPauseSeconds }),
}

const isIndirect = (code: RaErrorCode): code is Indirect => Object.hasOwn(figures, code)

const paramsOf = ({ code, params }: RaErrorData) =>
  isIndirect(code) ? (figures[code] as (carried: unknown) => unknown)(params) : params

/** What a refusal of the authority means to a person. */
export const reportOfRefusal = (refusal: RaErrorData): ErrorReport => {
  if (refusal.code === 'request-not-ready' && refusal.params.state === 'awaiting-payment')
    return { code: 'payment-needed', params: {} }
  // The type of `figures` ensures that these params belong to this code.
  return { code: meaningOf(refusal.code), params: paramsOf(refusal) } as ErrorReport
}
