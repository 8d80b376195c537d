import { addFault, type FaultAction } from '../../src/native/virtual-ukey/faults.ts'
import { isAssistantError } from '../../src/shared/errors/index.ts'
import { UKEY_PIN } from '../house/businesses.ts'
import { pin as pinOf } from '../house/issuance.ts'
import { type BusinessStage, MAX_TRIES, SO_TRIES } from './business-stage.ts'

export type Flow = 'verify' | 'verify-wrong' | 'change' | 'change-wrong' | 'unlock' | 'unlock-wrong-code'

/** What breaks, and when: the key at its n-th call, or the way to the authority. */
export type Breakage =
  | { readonly at: 'nowhere' }
  | {
      readonly at: 'key'
      readonly call: string
      readonly nth: number
      readonly action: FaultAction
      readonly after: boolean
    }
  | { readonly at: 'network'; readonly path: string; readonly how: 'refuse' | 'lose-answer' }

export type PinCase = { readonly flow: Flow; readonly breakage: Breakage }
export type CaseRan = { readonly name: string; readonly result: string; readonly problems: readonly string[] }

export const flows: readonly Flow[] = [
  'verify',
  'verify-wrong',
  'change',
  'change-wrong',
  'unlock',
  'unlock-wrong-code',
]
const NEW_PIN = 'Winter-26'
const WRONG_PIN = 'not-this-1'

const isUnlock = (flow: Flow): boolean => flow.startsWith('unlock')
const isWrong = (flow: Flow): boolean => flow.endsWith('-wrong')

export const nameOf = ({ flow, breakage }: PinCase): string => {
  switch (breakage.at) {
    case 'nowhere':
      return `${flow}, nothing breaks`
    case 'key':
      return `${flow}, ${breakage.action.kind} ${breakage.after ? 'after' : 'at'} ${breakage.call} ${breakage.nth}`
    case 'network':
      return `${flow}, ${breakage.how} ${breakage.path}`
  }
}

const unlockOnce = async (stage: BusinessStage, tokenId: string, rightCode: boolean): Promise<void> => {
  const { unlock } = stage.house
  const { id } = await unlock.begin(tokenId, { kind: 'account' })
  stage.passMinute()
  await unlock.sendCode(id, 'sms')
  const code = await stage.code()
  const other = code === '000000' ? '111111' : '000000'
  await unlock.finish(id, rightCode ? code : other, pinOf(NEW_PIN), { strength: 'checked' })
}

const doFlow = async (stage: BusinessStage, flow: Flow, tokenId: string): Promise<void> => {
  const { pin } = stage.house
  const said = { tries: 'careful', strength: 'checked' } as const
  const given = isWrong(flow) ? WRONG_PIN : UKEY_PIN
  if (isUnlock(flow)) return unlockOnce(stage, tokenId, flow === 'unlock')
  if (flow.startsWith('verify')) return void (await pin.verify(tokenId, pinOf(given), said))
  await pin.change(tokenId, pinOf(given), pinOf(NEW_PIN), said)
}

const breakIt = (stage: BusinessStage, name: string, breakage: Breakage): void => {
  if (breakage.at === 'key') {
    const { nth, action, after } = breakage
    addFault(stage.house.keys, name, { on: breakage.call as `C_${string}`, nth, action, after })
  }
  if (breakage.at === 'network') {
    const { path, how } = breakage
    stage.middle.interfere((call) => (call.path.endsWith(path) ? how : 'pass'))
  }
}

const resultOf = async (work: Promise<void>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return isAssistantError(error) ? error.code : `not of the catalogue: ${String(error)}`
  }
}

/** The person's own tries are the only ones that are gone, and all of the administrator's are left. */
const countProblems = (
  stage: BusinessStage,
  { flow }: PinCase,
  name: string,
  result: string,
): readonly string[] => {
  const { user, so } = stage.counts(name)
  const problems = so === SO_TRIES ? [] : [`the administrator's tries are ${so}`]
  const least = isWrong(flow) ? MAX_TRIES - 1 : MAX_TRIES
  const fine = isUnlock(flow) ? user === 0 || user === MAX_TRIES : user >= least
  if (!fine) problems.push(`the tries are ${user} after ${result}`)
  if (flow === 'unlock-wrong-code' && user !== 0) problems.push('a wrong code has unlocked it')
  return problems
}

/** The key has the old PIN or the new one, and what was said about it is true. */
const pinProblems = (
  stage: BusinessStage,
  { flow }: PinCase,
  name: string,
  result: string,
): readonly string[] => {
  if (isUnlock(flow) && stage.counts(name).user === 0) {
    return result === 'done' ? ['it was said to be unlocked and is not'] : []
  }
  const isNew = stage.accepts(name, NEW_PIN)
  const isOld = !isNew && stage.accepts(name, UKEY_PIN)
  if (!isNew && !isOld) return ['neither the old nor the new PIN is right']
  const changes = flow === 'change' || flow === 'unlock'
  if (isNew && !changes) return ['the PIN was changed although nobody asked']
  if (changes && result === 'done' && !isNew) return ['it was said to be changed and is not']
  const mayBeNew = result === 'done' || result === 'pin-change-unsure' || isUnlock(flow)
  return isNew && !mayBeNew ? [`the PIN was changed although ${result} was told`] : []
}

/** After everything is in order again, the person repeats it and it works. */
const againProblems = async (stage: BusinessStage, { flow }: PinCase, tokenId: string, name: string) => {
  if (isWrong(flow) || flow === 'unlock-wrong-code') return []
  const { user } = stage.counts(name)
  if (isUnlock(flow) && user > 0) return []
  if (flow === 'change' && stage.accepts(name, NEW_PIN)) return []
  const result = await resultOf(doFlow(stage, flow, tokenId))
  return result === 'done' ? [] : [`done again it ends with ${result}`]
}

/** One flow on a fresh key with one fault. The promises are checked afterwards. */
export const runPinCase = async (stage: BusinessStage, one: PinCase): Promise<CaseRan> => {
  const { name, tokenId } = await stage.freshKey(isUnlock(one.flow))
  breakIt(stage, name, one.breakage)
  const result = await resultOf(doFlow(stage, one.flow, tokenId))
  await stage.mend(name)
  const problems = [
    ...(result.startsWith('not of') || result === 'unexpected' ? [result] : []),
    ...countProblems(stage, one, name, result),
    ...pinProblems(stage, one, name, result),
  ]
  // Trying the wrong one of two PINs costs a try of the key. The right one restores it.
  if (!isUnlock(one.flow)) stage.accepts(name, UKEY_PIN)
  problems.push(...(await againProblems(stage, one, tokenId, name)))
  await stage.throwAway(name)
  return { name: nameOf(one), result, problems }
}
