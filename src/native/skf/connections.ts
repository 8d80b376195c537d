import { AssistantError } from '../../shared/errors/assistant-error.ts'
import { LifeOver } from '../abi.ts'
import { type Application, type Device, Handle, handleValue } from './handles.ts'
import type { Library } from './library.ts'
import { type Name, terminated } from './names.ts'
import { SAR } from './numbers.ts'
import { codeOf, quietly } from './results.ts'

/** A connected device. */
export type Connection = { readonly library: Library; readonly name: Name; readonly device: Device }

/** An open application of it. */
export type Place = Connection & { readonly application: Application }

/** How long a person waits until another program gives the key back. */
const PATIENCE = 3_000
/** How long it is asked again whether that program still has it. */
const AGAIN = 200
/** A call that has not returned for this long hangs, and not because of another program. */
const HANGS = 120_000

const keyOf = (name: Name): string => name.toString('hex')

/** The connections to devices. Some keys bear only one at a time, so that of an open session serves every question. */
export class Connections {
  readonly #library: Library
  readonly #open = new Map<string, { readonly connection: Connection; users: number }>()
  readonly #coming = new Map<string, { readonly connection: Promise<Connection>; readonly since: number }>()

  constructor(library: Library) {
    this.#library = library
  }

  /** Connects, or shares what is connected. Give it back with `release`. */
  async take(name: Name): Promise<Connection> {
    const held = this.#open.get(keyOf(name))
    if (held !== undefined) {
      held.users += 1
      return held.connection
    }
    const connection = await this.#connect(name)
    this.#open.set(keyOf(name), { connection, users: 1 })
    return connection
  }

  release({ name }: Connection): void {
    const held = this.#open.get(keyOf(name))
    if (held === undefined || --held.users > 0) return
    this.#open.delete(keyOf(name))
    this.#disconnect(held.connection)
  }

  // While another program has claimed the key, the call waits as long as that lasts. It does so in a thread of its
  // own, and is asked for again by the next question.
  async #connect(name: Name): Promise<Connection> {
    const before = this.#coming.get(keyOf(name))
    const coming = before ?? this.#begin(name)
    if (performance.now() - coming.since > HANGS) throw new LifeOver('SKF_ConnectDev does not return')
    const late = Promise.withResolvers<null>()
    const timer = setTimeout(() => late.resolve(null), before === undefined ? PATIENCE : AGAIN)
    try {
      const connection = await Promise.race([coming.connection, late.promise])
      if (connection === null) throw new AssistantError('token-used-elsewhere')
      this.#coming.delete(keyOf(name))
      return connection
    } catch (error) {
      if (codeOf(error) === SAR.TIMEOUTERR) throw new AssistantError('token-used-elsewhere', {}, error)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  #begin(name: Name) {
    const coming = { connection: this.#connectAside(name), since: performance.now() }
    this.#coming.set(keyOf(name), coming)
    coming.connection.catch(() => this.#coming.delete(keyOf(name)))
    return coming
  }

  async #connectAside(name: Name): Promise<Connection> {
    const library = this.#library
    const room = Buffer.alloc(8)
    await library.callAside('SKF_ConnectDev', terminated(name), room)
    return { library, name, device: new Handle('device', room.readBigUInt64LE(0)) }
  }

  #disconnect({ device }: Connection): void {
    quietly(() => this.#library.close('SKF_DisConnectDev', device))
  }
}

export const openApplication = (connection: Connection, name: Name): Place => ({
  ...connection,
  application: connection.library.open(
    'application',
    'SKF_OpenApplication',
    handleValue(connection.device, 'device'),
    terminated(name),
  ),
})

export const closeApplication = ({ library, application }: Place): void => {
  quietly(() => library.close('SKF_CloseApplication', application))
}

/** Ends a login. A device that is gone has ended it. */
export const logOut = ({ library, application }: Place): void => {
  if (!library.has('SKF_ClearSecureState')) return
  quietly(() => library.call('SKF_ClearSecureState', handleValue(application, 'application')))
}
