import type { Socket } from 'node:net'
import type { CarrierName } from '../../../shared/web-signing/model.ts'
import type { PageEvent } from '../../../shared/web-signing/wire.ts'
import type { Connection } from '../connections.ts'

/** The other side of one WebSocket, whose origin is proved. */
export type Link = {
  readonly page: Connection
  send(text: string): void
}

/** One WebSocket in the language of a carrier. */
export type Speaker = {
  hear(text: string): void
  /** An event of the assistant. */
  tell(event: PageEvent): void
}

/** What a POST is answered with. */
export type Answering = {
  /** A connection for this request; whoever takes it ends it. */
  connect(tell?: (event: PageEvent) => void): Connection
  readonly origin: string
  readonly path: string
  readonly signal: AbortSignal
  /** The connection on which it came: what a page is granted over it ends with it. */
  readonly socket: Socket
}

/** A port, or several of which the first free one is taken. TLS only if there is a certificate for it. */
export type PortWish = { readonly numbers: readonly number[]; readonly tls: boolean }

/**
 * The language of one carrier. It only translates: everything about addresses, origins, limits and connections is done
 * before, in `port.ts`, and everything about consent behind, in the dispatcher.
 */
export type Protocol = {
  readonly name: CarrierName
  readonly ports: readonly PortWish[]
  /** The answer to a plain GET. */
  readonly presence: string
  isSocketPath(path: string): boolean
  isPostPath(path: string): boolean
  /** Subprotocols that are echoed if a page offers them. */
  readonly subprotocols: readonly string[]
  speak(link: Link): Speaker
  /** null if there is no answer in this language. */
  answer(body: string, request: Answering): Promise<string | null>
  /** Ends what it kept between requests. */
  stop?(): void
}
