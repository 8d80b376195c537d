import { isAssistantError } from '../../shared/errors/assistant-error.ts'
import type { Look, SeenToken } from '../abi.ts'
import type { TokenId } from '../token.ts'
import {
  type Connection,
  type Connections,
  closeApplication,
  openApplication,
  type Place,
} from './connections.ts'
import { type Content as InContainers, readContent } from './containers.ts'
import { applicationsOf, deviceNames, readInfo, shownOf } from './devices.ts'
import { deviceIdOf, factsOf, type Shown } from './facts.ts'
import { readSeals } from './files.ts'
import type { Library } from './library.ts'
import type { Name } from './names.ts'
import { ADMIN_TYPE, USER_TYPE } from './numbers.ts'
import { readPin } from './pins.ts'
import { isGone, isOfLibrary, libraryWords } from './results.ts'
import type { Setup } from './setup.ts'

/** Where a token is found again. */
export type Seat = { readonly name: Name; readonly application: Name; readonly deviceId: string }

/** What one device shows. */
type Sight = {
  readonly tokens: readonly SeenToken[]
  readonly seats: readonly (Seat | null)[]
  readonly unreadable: readonly string[]
  readonly incomplete: boolean
}

type Content = InContainers & Pick<SeenToken, 'seals'>

const nothing: Sight = { tokens: [], seats: [], unreadable: [], incomplete: false }
const empty: Content = { keys: [], certificates: [], seals: [] }
const USED_ELSEWHERE = 'the device is used by another program'

const hexOf = (name: Name): string => name.toString('hex')

/** Looks at devices, and remembers what was on them: reading certificates from a real key is slow. */
export class Sights {
  readonly #library: Library
  readonly #setup: Setup
  readonly #connections: Connections
  /** By device, then by application. */
  readonly #contents = new Map<string, Map<string, Content>>()
  readonly #last = new Map<string, Sight>()
  #seats = new Map<TokenId, Seat>()

  constructor(library: Library, setup: Setup, connections: Connections) {
    this.#library = library
    this.#setup = setup
    this.#connections = connections
  }

  seatOf(token: TokenId): Seat | undefined {
    return this.#seats.get(token)
  }

  forget(devices: Iterable<string>): void {
    for (const device of devices) this.#contents.delete(device)
  }

  async look(names: readonly Name[], fresh: boolean): Promise<Look> {
    if (fresh) this.#contents.clear()
    const sights: Sight[] = []
    for (const name of names) sights.push(await this.#lookAt(name))
    const tokens = this.#named(sights)
    return {
      tokens,
      unreadable: sights.flatMap(({ unreadable }) => unreadable),
      incomplete: sights.some(({ incomplete }) => incomplete),
    }
  }

  /** If a maker gave two devices one serial number, their order tells them apart. */
  #named(sights: readonly Sight[]): readonly SeenToken[] {
    const taken = new Map<TokenId, number>()
    this.#seats = new Map()
    return sights.flatMap(({ tokens, seats }) =>
      tokens.map((token, index) => {
        const before = taken.get(token.facts.id) ?? 0
        taken.set(token.facts.id, before + 1)
        const id = before === 0 ? token.facts.id : `${token.facts.id}|${before + 1}`
        const seat = seats[index]
        if (seat != null) this.#seats.set(id, seat)
        return { ...token, facts: { ...token.facts, id } }
      }),
    )
  }

  async #lookAt(name: Name): Promise<Sight> {
    try {
      const connection = await this.#connections.take(name)
      try {
        const sight = this.#read(connection)
        this.#last.set(hexOf(name), sight)
        return sight
      } finally {
        this.#connections.release(connection)
      }
    } catch (error) {
      return this.#unseen(name, error)
    }
  }

  // The other devices must still be seen, whatever is wrong with this one.
  #unseen(name: Name, error: unknown): Sight {
    if (isAssistantError(error) && error.code === 'token-used-elsewhere')
      return this.#last.get(hexOf(name)) ?? { ...nothing, unreadable: [USED_ELSEWHERE] }
    if (!isOfLibrary(error)) throw error
    if (isGone(error) && !deviceNames(this.#library).some((one) => one.equals(name)))
      return { ...nothing, incomplete: true }
    return { ...nothing, unreadable: [libraryWords(error)] }
  }

  #read(connection: Connection): Sight {
    const info = readInfo(connection)
    const { names, twice } = applicationsOf(connection, this.#setup)
    const all = shownOf(info, names).map((shown) => this.#readApplication(connection, shown))
    return {
      tokens: all.flatMap(({ tokens }) => tokens),
      seats: all.flatMap(({ seats }) => seats),
      unreadable: [
        ...twice.map((name) => `SKF_EnumApplication: two of the name ${name}`),
        ...all.flatMap(({ unreadable }) => unreadable),
      ],
      incomplete: all.some(({ incomplete }) => incomplete),
    }
  }

  #readApplication(connection: Connection, shown: Shown): Sight {
    const { application, info } = shown
    if (application === null) {
      const facts = factsOf(this.#library, shown, { user: null, admin: null }, this.#setup)
      return { ...nothing, tokens: [{ facts, ...empty }], seats: [null] }
    }
    const place = openApplication(connection, application)
    try {
      const pins = { user: readPin(place, USER_TYPE), admin: readPin(place, ADMIN_TYPE) }
      const facts = factsOf(this.#library, shown, pins, this.#setup)
      const { content, failures } = this.#content(place, application)
      const seat: Seat = { name: connection.name, application, deviceId: deviceIdOf(info) }
      return {
        tokens: [{ facts, ...content }],
        seats: [seat],
        unreadable: [],
        incomplete: failures > 0,
      }
    } finally {
      closeApplication(place)
    }
  }

  #content(place: Place, application: Name): { readonly content: Content; readonly failures: number } {
    const device = hexOf(place.name)
    const known = this.#contents.get(device)?.get(hexOf(application))
    if (known !== undefined) return { content: known, failures: 0 }
    let failures = 0
    const inContainers = readContent(place, () => {
      failures += 1
    })
    const content = { ...inContainers, seals: readSeals(place) }
    if (failures === 0) {
      const ofDevice = this.#contents.get(device) ?? new Map<string, Content>()
      this.#contents.set(device, ofDevice.set(hexOf(application), content))
    }
    return { content, failures }
  }
}
