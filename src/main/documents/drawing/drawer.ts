import type { Child, Fork } from '../../../native/index.ts'
import { heardAs } from '../../../shared/channel/heard-as.ts'
import type { PageDrawing } from '../../../shared/documents/drawing.ts'
import type { OpenedDrawing } from '../../../shared/documents/drawing-contract.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { errorIn } from '../file-work/failure.ts'
import { type DrawingAnswer, type DrawingQuestion, drawingAnswer } from './messages.ts'

/** Files as pages, read in a process of their own that is started when it is first needed. */
export type Drawer = {
  open(path: string): Promise<OpenedDrawing>
  /** Counted from 0. */
  page(path: string, version: string, page: number): Promise<PageDrawing>
  part(path: string, version: string, offset: number): Promise<Uint8Array>
  stop(): void
}

/** After these milliseconds nobody waits for the page any more. */
const patienceMs = 30_000
/** A process that is asked nothing gives its memory back. */
const idleMs = 60_000
const mostWaiting = 50

const ended = (cause?: unknown): AssistantError => new AssistantError('document-drawing-ended', {}, cause)

export const createDrawer = (fork: Fork, waitMs: number = patienceMs): Drawer => {
  let child: Child | null = null
  let idle: NodeJS.Timeout | undefined
  let hear: (outcome: { readonly message: unknown } | null) => void = () => {}
  let line: Promise<unknown> = Promise.resolve()
  let waiting = 0

  const stop = (): void => {
    clearTimeout(idle)
    const gone = child
    child = null
    gone?.kill()
    hear(null)
  }
  const begin = (): Child => {
    const begun = fork('drawing-worker', String(process.pid))
    begun.onMessage((message) => {
      if (child === begun) hear({ message })
    })
    begun.onExit(() => {
      if (child !== begun) return
      child = null
      hear(null)
    })
    return begun
  }
  const asked = async (question: DrawingQuestion): Promise<DrawingAnswer> => {
    clearTimeout(idle)
    child ??= begin()
    const outcome = Promise.withResolvers<DrawingAnswer>()
    hear = (heard) => {
      const read = heard === null ? null : heardAs(drawingAnswer, heard.message)
      if (read?.success) outcome.resolve(read.data)
      else outcome.reject(ended(read?.error))
    }
    const late = setTimeout(stop, waitMs)
    try {
      child.send(question)
      return await outcome.promise
    } catch (error) {
      // What has answered nonsense is asked nothing any more.
      stop()
      throw error
    } finally {
      hear = () => {}
      clearTimeout(late)
      idle = setTimeout(stop, idleMs).unref()
    }
  }
  /** One question after another; what the worker refuses is told. */
  const ask = async (question: DrawingQuestion): Promise<DrawingAnswer> => {
    if (waiting >= mostWaiting) throw new AssistantError('busy-with-other')
    waiting += 1
    const answer = line.then(() => asked(question))
    line = answer.catch(() => {})
    try {
      const said = await answer
      if (said.say === 'failed') throw errorIn(said.failure)
      return said
    } finally {
      waiting -= 1
    }
  }
  return {
    open: async (path) => {
      const said = await ask({ ask: 'open', path })
      if (said.say !== 'open') throw ended()
      return said.opened
    },
    page: async (path, version, page) => {
      const said = await ask({ ask: 'page', path, version, page })
      if (said.say !== 'page') throw ended()
      return said.drawing
    },
    part: async (path, version, offset) => {
      const said = await ask({ ask: 'part', path, version, offset })
      if (said.say !== 'part') throw ended()
      return said.part
    },
    stop,
  }
}
