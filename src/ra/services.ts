import type { CaptchaDesk } from './accounts/captcha.ts'
import type { RateLimit } from './accounts/rate-limit.ts'
import type { TriesDesk } from './accounts/tries.ts'
import type { Addresses } from './ca/addresses.ts'
import type { CaKeys } from './ca/ca-keys.ts'
import type { CrlDesk } from './ca/crl.ts'
import type { OcspResponder } from './ca/ocsp.ts'
import type { Clock } from './clock.ts'
import type { FeedDesk } from './feed/desk.ts'
import type { DemoProcess } from './payment/demo-process.ts'
import type { PaymentDesk } from './payment/payment.ts'
import type { RequestDesk } from './requests/desk.ts'
import type { Profile } from './rules/profile.ts'
import type { SealDesk } from './seals/desk.ts'
import type { Store } from './store/store.ts'
import type { Trace } from './trace.ts'

export type Limits = {
  /** Calls a minute from one address, for what is costly or can be guessed. */
  readonly captchas: RateLimit
  readonly logins: RateLimit
  readonly codes: RateLimit
  readonly uploads: RateLimit
  /** Calls a minute of one account. */
  readonly openings: RateLimit
}

/** Everything that makes up the authority, put together once at start. */
export type Services = {
  readonly name: string
  readonly demo: boolean
  readonly publicUrl: string
  readonly operatorUrl: string | null
  readonly startedAt: number
  readonly clock: Clock
  readonly store: Store
  readonly profile: Profile
  readonly ca: CaKeys
  /** Subject of the issuing CA as text: every certificate has the same issuer. */
  readonly issuerText: string
  readonly addresses: Addresses
  readonly captcha: CaptchaDesk
  readonly tries: TriesDesk
  readonly limits: Limits
  readonly requests: RequestDesk
  readonly seals: SealDesk
  readonly payments: PaymentDesk
  /** The cashier of a demonstration. */
  readonly cashier: Pick<DemoProcess, 'pid'> | null
  readonly feed: FeedDesk
  readonly crl: CrlDesk
  readonly ocsp: OcspResponder
  readonly log: Log
}

/** Lines for the server's log; never a person's secret, code, name or number. A line may belong to a request. */
export type Log = (line: string, trace?: Trace) => void
