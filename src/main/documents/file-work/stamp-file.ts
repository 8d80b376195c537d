import { basename, dirname } from 'node:path'
import {
  type DocumentToSign,
  documentKind,
  prepareOfd,
  preparePdf,
  type StampPlace,
  type Trust,
} from '../../../documents/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { FileSigner, Hands } from './hands.ts'
import { withResult } from './result-file.ts'
import { stampedNames } from './result-names.ts'
import { type Progress, wholeOf, withSource } from './source.ts'
import { largestWhole } from './verify-file.ts'

export type StampTask = {
  readonly path: string
  /** The seal as its token holds it. */
  readonly seal: Uint8Array
  readonly signer: FileSigner
  readonly place: StampPlace
  readonly at: Date
  readonly trust: Trust
  /** What marks the name of the result. */
  readonly mark: string
}

const publicMode = 0o666

const prepared = (bytes: Uint8Array, task: StampTask): DocumentToSign => {
  const { signer, seal, place, at, trust } = task
  const request = { certificate: signer.certificate, seal, places: [place], time: at, trust }
  switch (documentKind(bytes)) {
    case 'ofd':
      return prepareOfd(bytes, request)
    case 'pdf':
      return preparePdf(bytes, { ...request, chain: signer.chain })
    case 'cms':
      throw new AssistantError('document-not-for-seal')
  }
}

/** Puts a seal into an OFD or PDF, in a new file beside the old one. Returns the path of the result. */
export const stampFile = (task: StampTask, hands: Hands, progress: Progress): Promise<string> =>
  withSource(task.path, async (source) => {
    const bytes = await wholeOf(source, largestWhole)
    progress(1, 3)
    const { digest, scheme, finish } = prepared(bytes, task)
    progress(2, 3)
    const signed = finish(await hands.sign(digest, scheme))
    return withResult(dirname(source.path), publicMode, async (result) => {
      hands.writing(result.temporary)
      await result.write(signed)
      await source.mustBeUnchanged()
      return result.finish(stampedNames(basename(source.path), task.mark))
    })
  })
