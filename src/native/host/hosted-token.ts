import { AssistantError } from '../../shared/errors/index.ts'
import type { PinRule } from '../../shared/models/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type { SeenToken } from '../abi.ts'
import { checkNewPin, checkPin } from '../pin-rules.ts'
import { ScopeLock } from '../scope-lock.ts'
import type { StoredCertificate, Token, TokenFacts, TokenId, TokenSession, UnlockSecret } from '../token.ts'
import { hostedSession } from './hosted-session.ts'
import type { HostLink } from './link.ts'

export type HostedTokenParts = {
  readonly id: TokenId
  readonly driverId: string
  readonly link: HostLink
  readonly pinRule: PinRule
  /** Something may have changed on the token or in its PIN state. */
  readonly onUsed: () => void
}

/** A token behind a token host. The object stays the same while the key is away and while its host restarts. */
export class HostedToken implements Token {
  readonly kind = 'ukey'
  readonly id: TokenId
  readonly #parts: HostedTokenParts
  readonly #lock = new ScopeLock()
  #rule: PinRule
  #shownPin = ''

  constructor(parts: HostedTokenParts) {
    this.id = parts.id
    this.#parts = parts
    this.#rule = parts.pinRule
  }

  async facts(): Promise<TokenFacts> {
    const { facts } = await this.#seen()
    // Another program may have used up tries. Whoever must confirm the last try has to see that it is the last.
    if (JSON.stringify(facts.pin) !== this.#shownPin) this.#parts.onUsed()
    return { ...facts, driverId: this.#parts.driverId }
  }

  async certificates(): Promise<readonly StoredCertificate[]> {
    return (await this.#seen()).certificates
  }

  async verifyPin(pin: Pin): Promise<void> {
    checkPin(pin, this.#rule)
    await this.#alone(() => this.#parts.link.request('verifyPin', this.id, pin.reveal()))
  }

  async changePin(oldPin: Pin, newPin: Pin): Promise<void> {
    checkPin(oldPin, this.#rule)
    checkNewPin(oldPin, newPin, this.#rule)
    await this.#alone(() => this.#parts.link.request('changePin', this.id, oldPin.reveal(), newPin.reveal()))
  }

  async unlock(secret: UnlockSecret, newPin: Pin): Promise<null> {
    checkPin(newPin, this.#rule)
    await this.#alone(() => this.#parts.link.request('unlock', this.id, secret.pin.reveal(), newPin.reveal()))
    return null
  }

  async withSession<T>(
    pin: Pin | null,
    work: (session: TokenSession) => Promise<T>,
    wanted?: () => void,
  ): Promise<T> {
    if (pin !== null) checkPin(pin, this.#rule)
    return this.#alone(() => this.#inSession(pin, work), wanted)
  }

  /** What the keyring saw last: the PIN rule, which is checked before the token is asked, and the PIN state. */
  remember({ pinRule, pin }: Pick<TokenFacts, 'pinRule' | 'pin'>): void {
    this.#rule = pinRule
    this.#shownPin = JSON.stringify(pin)
  }

  async #inSession<T>(pin: Pin | null, work: (session: TokenSession) => Promise<T>): Promise<T> {
    const { link } = this.#parts
    const opened = await link.request('open', this.id, pin?.reveal() ?? null)
    const { life } = link
    try {
      return await work(hostedSession(link, life, opened))
    } finally {
      // If a host dies, its login is gone. A living host logs out before anybody else's turn.
      if (link.life === life && link.state.kind === 'running') {
        await link.requestIn(life, 'close', opened.session).catch(ignoreLost)
      }
    }
  }

  async #alone<T>(work: () => Promise<T>, wanted?: () => void): Promise<T> {
    return this.#lock.run(async () => {
      try {
        return await work()
      } finally {
        this.#parts.onUsed()
      }
    }, wanted)
  }

  async #seen(): Promise<SeenToken> {
    const { tokens } = await this.#parts.link.request('look', false)
    const seen = tokens.find(({ facts }) => facts.id === this.id)
    if (seen === undefined) throw new AssistantError('token-absent')
    return seen
  }
}

// If the host ended while it logged out, nobody is logged in. Any other error must be visible.
const lost: readonly string[] = ['driver-crashed', 'driver-not-answering', 'token-removed']
const ignoreLost = (error: unknown): void => {
  if (!(error instanceof AssistantError && lost.includes(error.code))) throw error
}
