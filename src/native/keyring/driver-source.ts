import { isDeepStrictEqual } from 'node:util'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { LibraryFinding } from '../../shared/models/index.ts'
import type { Look, SeenToken } from '../abi.ts'
import { isSpoken } from '../abis.ts'
import type { Driver } from '../drivers/driver.ts'
import { type Located, librariesByAbi, locateLibrary, type Machine } from '../drivers/locate.ts'
import type { DriverLibrary } from '../drivers/schema.ts'
import type { Fork } from '../host/child.ts'
import { HostedToken } from '../host/hosted-token.ts'
import { HostLink } from '../host/link.ts'
import type { LinkState } from '../host/link-state.ts'
import type { HostRules } from '../host/rules.ts'
import type { HostSetup } from '../host/setup.ts'
import type { PresentToken, TokenId } from '../token.ts'

export type SourceParts = {
  readonly driver: Driver
  /** The driver's libraries of one ABI. */
  readonly libraries: readonly DriverLibrary[]
  /** Unique among all sources. */
  readonly id: string
  readonly machine: Machine
  readonly fork: Fork
  readonly rules: HostRules
  readonly onChange: () => void
  /** Something happened to its tokens; `used` if it was done through this source. It is to look again. */
  readonly onNews: (source: DriverSource, used: boolean) => void
  readonly log: (line: string) => void
}

type Found = Extract<Located, { kind: 'found' }>

/** The sources of one driver: one for each ABI that its libraries speak. */
export const sourcesOf = (parts: Omit<SourceParts, 'id' | 'libraries'>): readonly DriverSource[] =>
  librariesByAbi(parts.driver, isSpoken).map((libraries, index) => {
    const { id } = parts.driver
    return new DriverSource({ ...parts, libraries, id: index === 0 ? id : `${id}:${libraries[0]?.abi}` })
  })

/** One library of a driver: where it is, its host, and the tokens that it shows now. */
export class DriverSource {
  readonly id: string
  readonly driver: Driver
  located: Located
  tokens: readonly PresentToken[] = []
  /** What the library said instead of showing its tokens. */
  refusal: AssistantError | null = null
  /** What its host found in the library when it last opened it. */
  finding: LibraryFinding | null = null
  #link: HostLink | null = null
  #looks: Promise<void> = Promise.resolve()
  #waking: ReturnType<typeof setTimeout> | null = null
  #firstLook: (() => void)[] = []
  #looked = false
  /** The library crashed or hung before. */
  #endedBadly = false
  readonly #known = new Map<TokenId, HostedToken>()
  readonly #parts: SourceParts

  constructor(parts: SourceParts) {
    this.id = parts.id
    this.driver = parts.driver
    this.#parts = parts
    this.located = this.#locateNow()
  }

  /** The state of its host; null if none was ever needed. */
  get link(): LinkState | null {
    return this.#link?.state ?? null
  }

  get pid(): number | undefined {
    return this.#link?.pid
  }

  get started(): boolean {
    return this.#link !== null && this.#link.state.kind !== 'stopped'
  }

  /** Looks for the library again: somebody may have installed it, or another version of it. */
  locate(): void {
    const located = this.#locateNow()
    if (isDeepStrictEqual(located, this.located)) return
    this.stop()
    this.#link = null
    this.located = located
    this.finding = null
  }

  /** Starts the host if there is a library for it. A library that was given up or refused gets another chance. */
  start(): void {
    if (this.located.kind !== 'found') return
    this.#link ??= this.#newLink(this.located)
    if (this.refusal !== null && this.tokens.length === 0) this.#link.stop()
    this.#link.start()
  }

  stop(): void {
    if (this.#waking !== null) clearTimeout(this.#waking)
    this.#link?.stop()
  }

  /** Looks at the library's tokens, one look at a time. */
  look(fresh: boolean): Promise<void> {
    this.#looks = this.#looks.then(() => this.#lookOnce(fresh, 0))
    return this.#looks
  }

  /** Resolves when the first look is over, or when it is clear that there will be none. */
  settled(): Promise<void> {
    if (this.#looked || !this.started) return Promise.resolve()
    return new Promise((resolve) => this.#firstLook.push(resolve))
  }

  async #lookOnce(fresh: boolean, attempt: number): Promise<void> {
    const link = this.#link
    if (link === null || link.state.kind === 'stopped') return
    try {
      this.#saw(link, await link.request('look', fresh), attempt)
    } catch (error) {
      if (!isAssistantError(error)) throw error
      // If the host ended, its link reports that.
      this.#show([], link.state.kind === 'running' ? error : null)
    }
    this.#settle()
  }

  #saw(link: HostLink, { tokens, unreadable, incomplete }: Look, attempt: number): void {
    const pause = this.#parts.rules.wakingPauses[attempt]
    const [words] = unreadable
    this.#show(
      tokens.map((seen) => this.#present(link, seen)),
      words === undefined ? null : this.#refusalOf(words, pause === undefined),
    )
    if (this.#waking !== null) clearTimeout(this.#waking)
    this.#waking = null
    if ((words !== undefined || incomplete) && pause !== undefined) {
      this.#waking = setTimeout(() => {
        this.#looks = this.#looks.then(() => this.#lookOnce(false, attempt + 1))
      }, pause)
    }
  }

  /**
   * A key that does not answer yet is no trouble until its time is up. A key that was a trouble stays one meanwhile.
   */
  #refusalOf(words: string, late: boolean): AssistantError | null {
    return late ? new AssistantError('token-refused', { words }) : this.refusal
  }

  #present(link: HostLink, { facts, certificates, keys, seals }: SeenToken): PresentToken {
    const token = this.#known.get(facts.id) ?? this.#newToken(link, facts)
    token.remember(facts)
    return { token, facts: { ...facts, driverId: this.driver.id }, certificates, keys, seals }
  }

  #newToken(link: HostLink, { id, pinRule }: SeenToken['facts']): HostedToken {
    const onUsed = () => this.#parts.onNews(this, true)
    const token = new HostedToken({ id, driverId: this.driver.id, link, pinRule, onUsed })
    this.#known.set(id, token)
    return token
  }

  #show(tokens: readonly PresentToken[], refusal: AssistantError | null): void {
    this.tokens = tokens
    this.refusal = refusal
    this.#parts.onChange()
  }

  #settle(): void {
    this.#looked = true
    for (const done of this.#firstLook.splice(0)) done()
  }

  #locateNow(): Located {
    const { libraries, machine } = this.#parts
    return locateLibrary(libraries, machine, isSpoken)
  }

  #newLink(library: Found): HostLink {
    // Tokens depend on their link; those of another library file are different tokens.
    this.#known.clear()
    const start = () => this.#parts.fork('token-host', JSON.stringify(this.#setup(library)), library.program)
    this.#endedBadly = false
    return new HostLink(start, this.#parts.rules, {
      onState: (state) => this.#onState(state),
      onChanged: () => this.#parts.onNews(this, false),
      onFound: (finding) => {
        this.finding = finding
      },
      log: (line) => this.#parts.log(`token host of ${this.id}: ${line}`),
    })
  }

  #onState(state: LinkState): void {
    switch (state.kind) {
      case 'starting':
        break
      case 'running':
        void this.look(false)
        break
      case 'waiting':
        this.#endedBadly = true
        this.#show([], null)
        break
      case 'unloadable':
      case 'gave-up':
      case 'stopped':
        this.#show([], null)
        this.#settle()
        break
    }
  }

  #setup({ path, abi }: Found): HostSetup {
    const { libraries, notes, downloadPage, source, file, ...driver } = this.driver
    const { rules } = this.#parts
    return {
      abi,
      cell: {
        library: path,
        driver,
        pollMilliseconds: driver.pollMilliseconds ?? rules.pollMilliseconds,
        endedBadly: this.#endedBadly,
      },
      aliveMilliseconds: rules.aliveMilliseconds,
      application: process.pid,
    }
  }
}
