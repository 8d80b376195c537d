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

const actionOf = (kind: string | undefined, value: string | undefined): FaultAction => {
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

const fault = (home: string, id: string, args: readonly string[]): string => {
  if (args.length === 0) return readFaults(home, id).join('\n') || 'no faults'
  if (args[0] === 'clear') {
    clearFaults(home, id)
    return 'no faults'
  }
  const [on = '', nth, kind, ...rest] = args
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

const delay = (home: string, id: string, args: readonly string[]): string => {
  if (args[0] === 'clear') setDelays(home, id, {})
  else if (args.length > 0) {
    const pairs = args.map((word) => {
      const [what = '', ms] = word.split('=')
      return [checkTarget(what), number(ms, what)] as const
    })
    setDelays(home, id, { ...readDelays(home, id), ...Object.fromEntries(pairs) })
  }
  const set = Object.entries(readDelays(home, id))
  return set.map(([what, ms]) => `${what} ${ms} ms`).join('\n') || 'no delays'
}

/** Runs `ukey fault …` or `ukey delay …` and returns what to print. */
export const runFaultCommand = (
  home: string,
  command: 'fault' | 'delay',
  id: string,
  args: readonly string[],
): string => {
  return command === 'fault' ? fault(home, id, args) : delay(home, id, args)
}
