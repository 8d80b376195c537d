import { WebSocket } from 'ws'
import type { Protocol } from '../../src/main/web-signing/carriers/protocol.ts'
import type { RunningRa } from '../../src/ra/server.ts'
import type { PromptOf, PromptView } from '../../src/shared/models/index.ts'
import { partLength } from '../../src/shared/prompt/contract.ts'
import type {
  Answers,
  PageAnswer,
  PageEvent,
  PageRequest,
  Refusal,
} from '../../src/shared/web-signing/wire.ts'
import { waitFor } from '../flow/issuance/ukeys.ts'
import { openWholeHouse, UKEY_PIN, type WholeHouse } from './businesses.ts'
import { given, openRa, pin, removeFolder, temporary } from './issuance.ts'

export const SOFT_PIN = 'Blue7Mountain'

/** Where the key of the certificate is. */
export type KeyPlace = 'pkcs11' | 'skf' | 'soft'

export const keyPlaces: readonly KeyPlace[] = ['pkcs11', 'skf', 'soft']

export const pinOf = (place: KeyPlace): string => (place === 'soft' ? SOFT_PIN : UKEY_PIN)

/** Any free port, so that several assistants run side by side on one machine. */
export const anyPorts = ({ ports }: Protocol): Protocol['ports'] =>
  ports.map(({ tls }) => ({ numbers: [0], tls }))

export type GivenFile = { readonly name: string; readonly bytes: Uint8Array }
export type SavedFile = GivenFile

/** What a person does at the prompt window: each function answers one kind of question. */
export type Person = (prompt: PromptView) => void

/** An assistant with 代理服务 switched on, and one certificate of the demonstration authority. */
export type SiteHouse = WholeHouse & {
  readonly tokenId: string
  readonly ra: RunningRa
  /** The port on which a carrier listens; by default our own. */
  port(carrier?: Protocol['name']): number
  /** Answers every question from now on: yes, and the right PIN. Returns the questions as they were asked. */
  sayYes(
    remember?: boolean,
    file?: GivenFile,
  ): { readonly asked: PromptView[]; readonly saved: SavedFile[]; stop(): void }
  /** Gives a file to a question, in the parts in which a window reads it. */
  giveFile(promptId: string, file: GivenFile): void
  /** The next question that is open. */
  question(): Promise<PromptView>
  typePin(promptId: string, text?: string): void
}

/** Opens it, and has the certificate issued on a virtual Ukey or as a soft certificate. */
export const openSiteHouse = async (
  place: KeyPlace,
  options: Parameters<typeof openWholeHouse>[1] = {},
  ukey: Parameters<WholeHouse['insert']>[1] = {},
): Promise<SiteHouse> => {
  const raFolder = temporary()
  const ra = await openRa(raFolder)
  const face = place === 'soft' ? {} : { face: place }
  const house = await openWholeHouse(ra.url, { webPorts: anyPorts, ...face, ...options })
  await house.login()
  const target =
    place === 'soft'
      ? ({ kind: 'soft' } as const)
      : ({ kind: 'ukey', tokenId: await house.insert('SIGNER', ukey) } as const)
  const { transactionId } = await house.issuance.start({ target, ...given(pinOf(place)) })
  const { state, error, tokenId } = await house.rest(transactionId)
  if (state !== 'done') throw new Error(`no certificate: ${JSON.stringify(error)}`)
  const token = () => house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
  await waitFor(house, () => token()?.certificates.length === 2)
  await house.shows(({ tokens }) =>
    tokens.some(
      ({ id, pairs }) => id === tokenId && pairs.some(({ usable, encryption }) => usable && encryption),
    ),
  )
  await house.webSigning.switchAll(true)
  const typePin = (promptId: string, text = pinOf(place)): void =>
    house.prompts.answer({
      ...{ kind: 'pin', promptId, tries: 'careful' },
      pin: { entry: 'typed', pin: pin(text) },
    })
  const giveFile = (promptId: string, { name, bytes }: GivenFile): void => {
    const reading = house.prompts.beginFile(promptId, name, bytes.length)
    for (let at = 0; at < bytes.length; at += partLength)
      house.prompts.takePart(promptId, reading, at, bytes.subarray(at, at + partLength))
    house.prompts.endFile(promptId, reading)
  }
  const savedFrom = ({ id, length }: PromptOf<'save'>): Uint8Array => {
    const parts: Uint8Array[] = []
    for (let at = 0; at < length; at += partLength) parts.push(house.prompts.givePart(id, at))
    return Buffer.concat(parts)
  }
  return {
    ...house,
    ...{ tokenId, ra, typePin },
    port: (carrier = 'own') => {
      const view = house.state.current().webSigning.carriers.find(({ name }) => name === carrier)
      const [port] = view?.ports ?? []
      if (port === undefined) throw new Error(`${carrier} does not listen`)
      return port
    },
    giveFile,
    sayYes: (remember = false, file = { name: 'a.txt', bytes: Buffer.from('a') }) => {
      const asked: PromptView[] = []
      const saved: SavedFile[] = []
      const answer = (prompt: PromptView): void => {
        asked.push(prompt)
        if (prompt.kind === 'pin') typePin(prompt.id)
        else if (prompt.kind === 'consent')
          house.prompts.answer({
            ...{ kind: 'consent', promptId: prompt.id },
            remember: remember && prompt.remember === 'offered',
          })
        else if (prompt.kind === 'file') giveFile(prompt.id, file)
        else if (prompt.kind === 'save') {
          saved.push({ name: prompt.name, bytes: savedFrom(prompt) })
          house.prompts.answer({ kind: 'saved', promptId: prompt.id })
        } else
          house.prompts.answer({
            ...{ kind: 'choice', promptId: prompt.id },
            certificateId: prompt.choices[0]?.certificateId ?? '',
          })
      }
      const look = (): void => {
        const { prompt } = house.state.current()
        if (prompt !== null && !asked.some(({ id }) => id === prompt.id)) answer(prompt)
      }
      const stop = house.state.subscribe(look)
      look()
      return { asked, saved, stop }
    },
    question: async () => {
      const { prompt } = await house.shows((snapshot) => snapshot.prompt !== null)
      if (prompt === null) throw new Error('no question')
      return prompt
    },
    typePin,
    end: async () => {
      await house.end()
      await ra.stop()
      removeFolder(raFolder)
    },
  }
}

export const site = 'https://www.example.cn'

export type Told = { readonly answer: Answers[keyof Answers] } | { readonly refusal: Refusal }

/** A page that speaks our own language over WebSocket, with an origin that a browser would name. */
export const openPage = async (port: number, origin: string | null = site, path = '/v1') => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, origin === null ? {} : { origin })
  const waiting = new Map<number | string, (told: Told) => void>()
  const events: PageEvent[] = []
  const stray: PageAnswer[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as PageAnswer | PageEvent
    if ('event' in message) return void events.push(message)
    const { id } = message
    const resolve = id === null ? undefined : waiting.get(id)
    if (id === null || resolve === undefined) return void stray.push(message)
    waiting.delete(id)
    resolve(message)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', (_, { statusCode }) => reject(new Error(`answered ${statusCode}`)))
  })
  let last = 0
  const ask = (request: PageRequest, id: number | string = ++last): Promise<Told> =>
    new Promise((resolve) => {
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, ...request }))
    })
  return {
    ...{ socket, events, stray, closed, ask },
    /** The answer to what must not be refused. */
    get: async <Ask extends PageRequest['ask']>(
      request: Extract<PageRequest, { readonly ask: Ask }>,
    ): Promise<Answers[Ask]> => {
      const told = await ask(request)
      if ('refusal' in told) throw new Error(`refused: ${JSON.stringify(told.refusal)}`)
      return told.answer as Answers[Ask]
    },
    code: async (request: PageRequest): Promise<string | null> => {
      const told = await ask(request)
      return 'refusal' in told ? told.refusal.code : null
    },
    close: () => socket.close(),
  }
}

export const nonce = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
