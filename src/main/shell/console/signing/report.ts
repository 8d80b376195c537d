import type { DocumentView } from '../../../../shared/documents/model.ts'
import { explain } from '../../../../shared/errors/index.ts'
import { texts } from '../../../../shared/text/index.ts'
import type { Terminal } from '../../../documents/verification-command.ts'
import type { Desk } from './desk.ts'
import { certificatesOf } from './named.ts'

/** What became of one file. */
export type Line = {
  readonly path: string
  readonly state: 'done' | 'failed' | 'not-done'
  readonly output: string | null
  readonly signature: string | null
  readonly error: string | null
  readonly words: string
}

export const lineOf = (
  path: string,
  { state }: Pick<DocumentView, 'state'>,
  { language }: Terminal,
): Line => {
  const nothing = { path, output: null, signature: null, error: null }
  if (state.is === 'failed') {
    const { title, happened, hotline } = explain(state.error, language)
    return {
      ...nothing,
      state: 'failed',
      error: state.error.code,
      words: `${title} ${happened} [${hotline}]`,
    }
  }
  if (state.is !== 'done' || state.result.kind === 'verified')
    return { ...nothing, state: 'not-done', words: texts(language).documentReport.states.listed }
  const { output } = state.result
  const signature = state.result.kind === 'decrypted' ? state.result.signature : null
  return { ...nothing, state: 'done', output, signature, words: output }
}

export const tell = (lines: readonly Line[], { terminal }: Desk, json: boolean): void => {
  const files = lines.map(({ words: _, ...line }) => line)
  terminal.out(
    json
      ? `${JSON.stringify({ version: 1, files })}\n`
      : lines.map(({ path, words }) => `${path}: ${words}\n`).join(''),
  )
}

/** Lists the certificates that can be named, and says how the command ends. */
export const listed = ({ application, terminal }: Desk, json: boolean): number => {
  const certificates = certificatesOf(application.state.current()).map(
    ({ id, use, holder, issuer, serial, notAfter }) => ({ id, use, holder, issuer, serial, notAfter }),
  )
  terminal.out(
    json
      ? `${JSON.stringify({ version: 1, certificates })}\n`
      : certificates
          .map((one) => `${one.holder}\t${one.use}\t${one.serial}\t${one.notAfter}\t${one.id}\n`)
          .join(''),
  )
  return 0
}
