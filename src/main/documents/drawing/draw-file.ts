import { type Drawing, openDrawing } from '../../../documents/index.ts'
import { PkiError } from '../../../pki/index.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import { partLength } from '../../../shared/documents/contract.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { versionAt, withSource } from '../file-work/source.ts'
import type { DrawingAnswer, DrawingQuestion } from './messages.ts'

/** A window holds all of a PDF. */
export const largestDrawn = 128 * 1024 * 1024

type Open = {
  readonly path: string
  readonly version: string
  readonly bytes: Uint8Array
  readonly drawing: Exclude<Drawing, { readonly kind: 'none' }>
}

const opened = (path: string): Promise<Open> =>
  withSource(path, async (source) => {
    const { size, version } = source
    if (size > largestDrawn)
      throw new AssistantError('document-too-large-to-draw', { limit: largestDrawn / 2 ** 20 })
    const bytes = await source.beginning(size)
    await source.mustBeUnchanged()
    const drawing = openDrawing(bytes)
    if (drawing.kind === 'none')
      throw new AssistantError('document-not-drawn', { reason: drawing.reason.code })
    return { path, version, bytes, drawing }
  })

const pageOf = ({ drawing }: Open, number: number): DrawingAnswer => {
  const page = drawing.kind === 'ofd' ? drawing.draw(number) : null
  if (page === null) throw new AssistantError('not-found')
  return { say: 'page', drawing: page }
}

const partOf = ({ drawing, bytes }: Open, offset: number): DrawingAnswer => {
  if (drawing.kind !== 'pdf' || offset >= bytes.length) throw new AssistantError('not-found')
  // A copy, because a message would carry all of the memory behind a part.
  return { say: 'part', part: Uint8Array.from(bytes.subarray(offset, offset + partLength)) }
}

/** Answers questions about pages. The file that was asked for last stays open. */
export const createFileDrawing = () => {
  let last: Open | null = null
  /** The file as it stands there now, which must be in the state that the question is about. */
  const inState = async (path: string, version: string | null): Promise<Open> => {
    const now = await versionAt(path)
    if (last?.path !== path || last.version !== now) {
      // So that there is room for the next one.
      last = null
      last = await opened(path)
    }
    if (version !== null && last.version !== version) throw new AssistantError('document-changed')
    return last
  }
  const answered = async (question: DrawingQuestion): Promise<DrawingAnswer> => {
    switch (question.ask) {
      case 'open': {
        const { version, bytes, drawing } = await inState(question.path, null)
        const { kind, frame } = drawing
        return { say: 'open', opened: { kind, version, size: bytes.length, frame } }
      }
      case 'page':
        return pageOf(await inState(question.path, question.version), question.page)
      case 'part':
        return partOf(await inState(question.path, question.version), question.offset)
      default:
        return assertNever(question)
    }
  }
  return async (question: DrawingQuestion): Promise<DrawingAnswer> => {
    try {
      return await answered(question)
    } catch (error) {
      throw error instanceof PkiError
        ? new AssistantError('document-not-drawn', { reason: 'damaged' })
        : error
    }
  }
}
