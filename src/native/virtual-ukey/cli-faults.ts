import {
  addFault,
  checkTarget,
  clearFaults,
  type FaultAction,
  readDelays,
  readFaults,
  setDelays,
} from './faults.ts'

const number = (text: string | undefined, what: string): number => {
  const value = Number(text)
  if (text === undefined || text === '' || !Number.isInteger(value) || value < 0)
    throw new Error(`${what} wants a number: ${text ?? 'nothing given'}`)
  return value
}

function actionOf(kind: string | undefined, value: string | undefined): FaultAction {
  switch (kind) {
    case 'removed':
    case 'hang':
    case 'segv':
    case 'kill':
    case 'full':
      return { kind }
    case 'return':
      return { kind, code: number(value, 'return') }
    case 'garbage':
      return value === undefined ? { kind } : { kind, length: number(value, 'garbage') }
    default:
      throw new Error(
        `not an action (removed hang segv kill full return garbage): ${kind ?? 'nothing given'}`,
      )
  }
}

function fault(home: string, id: string, words: readonly string[]): string {
  if (words.length === 0) return readFaults(home, id).join('\n') || 'no faults'
  if (words[0] === 'clear') {
    clearFaults(home, id)
    return 'no faults'
  }
  const [on = '', nth, kind, ...rest] = words
  const value = rest.find((word) => word !== 'after' && word !== 'forever')
  addFault(home, id, {
    on: checkTarget(on),
    nth: number(nth, 'N'),
    action: actionOf(kind, value),
    after: rest.includes('after'),
    forever: rest.includes('forever'),
  })
  return readFaults(home, id).join('\n')
}

function delay(home: string, id: string, words: readonly string[]): string {
  if (words[0] === 'clear') setDelays(home, id, {})
  else if (words.length > 0) {
    const pairs = words.map((word) => {
      const [what = '', ms] = word.split('=')
      return [checkTarget(what), number(ms, what)] as const
    })
    setDelays(home, id, { ...readDelays(home, id), ...Object.fromEntries(pairs) })
  }
  const set = Object.entries(readDelays(home, id))
  return set.map(([what, ms]) => `${what} ${ms} ms`).join('\n') || 'no delays'
}

/** Runs `ukey fault …` or `ukey delay …` and gives back what to print. */
export function runFaultCommand(
  home: string,
  command: 'fault' | 'delay',
  id: string,
  words: readonly string[],
): string {
  return command === 'fault' ? fault(home, id, words) : delay(home, id, words)
}
