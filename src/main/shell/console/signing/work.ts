import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DocumentWork } from '../../../../shared/documents/contract.ts'
import type { Given } from './arguments.ts'
import type { Desk } from './desk.ts'
import { recipientsNamed, signerNamed } from './named.ts'
import { answerPins } from './pins.ts'
import { type Line, lineOf, tell } from './report.ts'

const workOf = async (desk: Desk, given: Given): Promise<DocumentWork> => {
  const snapshot = desk.application.state.current()
  const signer = given.with === undefined ? null : signerNamed(snapshot, given.with)
  if (given.command === 'decrypt') return { kind: 'decrypt' }
  if (given.command === 'encrypt')
    return { kind: 'encrypt', recipients: await recipientsNamed(desk, given.to ?? []), signer }
  const content = given.attached === true ? 'attached' : 'detached'
  return { kind: 'sign', certificateId: signer ?? '', as: { form: 'message', content } }
}

const ended = async ({ application, client }: Desk): Promise<'ended' | 'held'> => {
  for (;;) {
    const state = application.state.current().documentJob?.state
    if (state?.is === 'ended') return 'ended'
    if (state?.is === 'held') {
      await client.documents.cancel()
      return 'held'
    }
    await pause(20)
  }
}

/** Does the work with every file, and says how the command ends. */
export const worked = async (desk: Desk, given: Given): Promise<number> => {
  const { application, client, terminal } = desk
  const work = await workOf(desk, given)
  const refused: Line[] = []
  const listed: { readonly path: string; readonly id: string }[] = []
  for (const file of given.files) {
    const path = resolve(file)
    const taken = await client.documents.add({ paths: [path] })
    for (const { error } of taken.refused)
      refused.push(lineOf(path, { state: { is: 'failed', error } }, terminal))
    for (const id of taken.added) listed.push({ path, id })
  }
  if (listed.length === 0) {
    tell(refused, desk, given.json === true)
    return 1
  }
  const stop = answerPins(desk, given)
  await client.documents.start({ fileIds: listed.map(({ id }) => id), work })
  const how = await ended(desk)
  stop()
  const { documents } = application.state.current()
  const lines = listed.flatMap(({ path, id }) => {
    const view = documents.find((one) => one.id === id)
    return view ? [lineOf(path, view, terminal)] : []
  })
  tell([...lines, ...refused], desk, given.json === true)
  if (how === 'held' || lines.some(({ state }) => state === 'not-done')) return 3
  return [...lines, ...refused].some(({ state }) => state === 'failed') ? 1 : 0
}
