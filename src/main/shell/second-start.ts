import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Language, language } from '../../shared/settings/model.ts'
import { boundCrowd } from './crowd.ts'
import { isDoorName } from './door.ts'
import { readInstanceRecord, removeInstanceRecord, writeInstanceRecord } from './instance-record.ts'

/** What a running assistant answers to a second start on the same data folder. */
const answer = z.discriminatedUnion('shell', [
  z.object({ shell: z.literal('electron') }),
  z.object({
    shell: z.literal('web'),
    url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}\/\?token=[\w-]{1,100}$/),
    /** The name of the file that leads a browser to the address. */
    door: z.string().refine(isDoorName).nullable(),
  }),
])
export type SecondStartAnswer = z.infer<typeof answer>

// A program on the recorded port, or one that connects to it, may belong to another user. So each side proves that it
// knows the secret of the data folder, and the secret itself is never sent.
const greeting = z.object({ nonce: z.string().min(32).max(100) })
const introduction = z.object({ nonce: z.string().min(32).max(100), proof: z.string() })
/** `diagnose`: it wants the result of a system check in place of the way in. `quit`: it wants the running one to end. */
const request = z.object({
  proof: z.string(),
  diagnose: z.boolean().default(false),
  /** The language of that result; without it, that of the settings. */
  language: language.optional(),
  quit: z.boolean().default(false),
  /** Files that the system opens with the assistant. */
  files: z.array(z.string().min(1).max(4_096)).max(1_000).default([]),
})

/** What a running assistant answers before it ends. */
const quitAnswer = z.object({ quitting: z.literal(true) })

/** What a running assistant answers to a command that wants a system check. */
const diagnosisAnswer = z.object({ diagnosis: z.string().max(2_000_000) })

type Side = 'first' | 'second'
type Nonces = { readonly first: string; readonly second: string }

const proofOf = (secret: string, side: Side, { first, second }: Nonces): string =>
  createHmac('sha256', secret).update(`${side} ${first} ${second}`).digest('base64url')

const proves = (given: string, secret: string, side: Side, nonces: Nonces): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(proofOf(secret, side, nonces))]
  return a.length === b.length && timingSafeEqual(a, b)
}

const freshNonce = (): string => randomBytes(32).toString('base64url')
/** Room for the names of many files. */
const longestLine = 65_536
const longestFiles = 60_000
const longestTalk = 3_000
/** A check takes its time, and its result is long. */
const longestCheck = 20_000
const longestReport = 2_200_000
/** Second starts are rare. */
const mostAsking = 16

type Talk = {
  say(message: unknown): void
  /** From now on it may take as long as a check. */
  patient(): void
  hear<T>(schema: z.ZodType<T>): Promise<T>
}

async function* linesOf(socket: Socket, longest: number): AsyncGenerator<string, void> {
  let text = ''
  for await (const part of socket.setEncoding('utf8')) {
    text += part
    if (text.length > longest) throw new Error('too long')
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    yield* lines
  }
}

type Bounds = { readonly milliseconds: number; readonly line: number }

const usual: Bounds = { milliseconds: longestTalk, line: longestLine }

/** A conversation in lines of JSON, limited in time whatever the other side does. */
const talkOver = (socket: Socket, { milliseconds, line }: Bounds = usual): Talk => {
  let end = setTimeout(() => socket.destroy(new Error('no answer')), milliseconds).unref()
  socket.once('close', () => clearTimeout(end))
  socket.on('error', () => socket.destroy())
  const lines = linesOf(socket, line)
  return {
    patient: () => {
      clearTimeout(end)
      end = setTimeout(() => socket.destroy(), longestCheck).unref()
    },
    say: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    hear: async (schema) => {
      const { value } = await lines.next()
      return schema.parse(JSON.parse(value ?? ''))
    },
  }
}

type Answering = {
  /** Hears which files the second start was given. */
  readonly answerNow: (files: readonly string[]) => SecondStartAnswer
  /** Checks the system and gives the result as JSON. */
  readonly diagnose: (language?: Language) => Promise<string>
  /** Ends the assistant, as its menu does. */
  readonly quit: () => void
}

const answerOne = async (
  { say, hear, patient }: Talk,
  secret: string,
  { answerNow, diagnose, quit }: Answering,
): Promise<void> => {
  const nonces = { first: freshNonce(), second: (await hear(greeting)).nonce }
  say({ nonce: nonces.first, proof: proofOf(secret, 'first', nonces) })
  const { proof, diagnose: wanted, language: spoken, quit: unwanted, files } = await hear(request)
  if (!proves(proof, secret, 'second', nonces)) throw new Error('not a start on this data folder')
  if (unwanted) {
    say({ quitting: true })
    return quit()
  }
  if (!wanted) return say(answerNow(files))
  patient()
  say({ diagnosis: await diagnose(spoken) })
}

/** Answers later starts on the loopback address, if they can read the secret in the data folder. */
export const answerSecondStarts = async (home: string, answering: Answering): Promise<() => void> => {
  const secret = randomBytes(32).toString('base64url')
  const server = createServer((socket) => {
    answerOne(talkOver(socket), secret, answering).then(
      () => socket.end(),
      () => socket.destroy(),
    )
  })
  boundCrowd(server, mostAsking)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  try {
    writeInstanceRecord(home, { pid: process.pid, port, secret })
  } catch {
    // On a full disk a second start only hears that another one runs.
  }
  server.unref()
  return () => {
    server.close()
    removeInstanceRecord(home)
  }
}

type Wanted<T> = {
  readonly diagnose?: boolean
  readonly language?: Language
  readonly quit?: boolean
  readonly files?: readonly string[]
  readonly schema: z.ZodType<T>
}

const ask = async <T>({ say, hear }: Talk, secret: string, wanted: Wanted<T>): Promise<T> => {
  const second = freshNonce()
  say({ nonce: second })
  const { nonce: first, proof } = await hear(introduction)
  const nonces = { first, second }
  if (!proves(proof, secret, 'first', nonces)) throw new Error('not the assistant of this data folder')
  const { schema, ...rest } = wanted
  say({ proof: proofOf(secret, 'second', nonces), ...rest })
  return hear(schema)
}

/** As many of the files as one line of the talk has room for. */
const fitting = (files: readonly string[]): readonly string[] => {
  let length = 0
  return files.filter((file) => {
    length += Buffer.byteLength(JSON.stringify(file)) + 1
    return length <= longestFiles
  })
}

/** One question to the assistant that holds the folder. */
const askHolder = async <T>(home: string, wanted: Wanted<T>, bounds: Bounds = usual): Promise<T> => {
  const { port, secret } = readInstanceRecord(home)
  const socket = connect(port, '127.0.0.1')
  try {
    return await ask(talkOver(socket, bounds), secret, wanted)
  } finally {
    socket.destroy()
  }
}

const askOnce = (home: string, files: readonly string[]): Promise<SecondStartAnswer> =>
  askHolder(home, { files: fitting(files), schema: answer })

export const usualPatience = 4_000

/** Asks the assistant that holds the folder. It may be starting or busy, so it gets some time. */
export const askRunning = async (
  home: string,
  patience = usualPatience,
  files: readonly string[] = [],
): Promise<SecondStartAnswer | null> => {
  const end = performance.now() + patience
  while (performance.now() < end) {
    const given = await askOnce(home, files).catch(() => null)
    if (given !== null) return given
    await pause(100)
  }
  return null
}

/**
 * Has the assistant that holds the folder check the system. null if it does not answer: it may be of a version that
 * knows no check.
 */
export const askForDiagnosis = async (home: string, spoken: Language): Promise<string | null> => {
  const bounds = { milliseconds: longestCheck, line: longestReport }
  const wanted = { diagnose: true, language: spoken, schema: diagnosisAnswer }
  const heard = await askHolder(home, wanted, bounds).catch(() => null)
  return heard?.diagnosis ?? null
}

/** Has the assistant that holds the data folder end; false if it does not answer. */
export const askToQuit = async (home: string): Promise<boolean> =>
  (await askHolder(home, { quit: true, schema: quitAnswer }).catch(() => null)) !== null
