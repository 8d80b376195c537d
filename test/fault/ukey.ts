import type { Face } from '../house/tokens.ts'
import { randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'
import { middlesOf, type Ran, randomCase, run, unplugEverywhere, wrongPins } from './ukey-cases.ts'
import { openStage, operationNames, type Stage } from './ukey-stage.ts'
import { crashingNeighbour } from './ukey-vendors.ts'

// npm run fault -- ukey [--abi pkcs11|skf] [--seed N] [--runs N]: every case by itself, then `runs` random ones.

type Tally = { readonly ran: Ran[]; readonly broken: string[] }

const count = (tally: Tally, { name, outcome }: Ran, where: string): void => {
  tally.ran.push({ name, outcome })
  for (const problem of outcome.problems)
    tally.broken.push(`${where}: ${name}: ${problem} (${outcome.result})`)
}

const systematic = async (stage: Stage, tally: Tally, where: string): Promise<void> => {
  for (const operation of operationNames) {
    for await (const ran of unplugEverywhere(stage, operation)) count(tally, ran, where)
  }
  for (const one of [...middlesOf(stage.face), ...wrongPins]) count(tally, await run(stage, one), where)
}

const random = async (
  stage: Stage,
  tally: Tally,
  { seed, runs }: FaultOptions,
  where: string,
): Promise<void> => {
  const numbers = randomFrom(seed)
  for (let n = 0; n < runs; n++) count(tally, await run(stage, randomCase(numbers)), `${where}, run ${n}`)
}

const summaryOf = ({ ran, broken }: Tally): string => {
  const results = Map.groupBy(ran, ({ outcome }) => outcome.result)
  const counts = [...results].map(([result, all]) => `${all.length} ${result}`).sort()
  const slowest = Math.round(Math.max(...ran.map(({ outcome }) => outcome.returned)))
  return `${ran.length} cases, ${broken.length} broken; right again after at most ${slowest} ms; ${counts.join(', ')}`
}

/**
 * Everything that can go wrong with a Ukey, alone and at random, on keys that unwrap inside and on keys that do not.
 */
export const fault = async (options: FaultOptions): Promise<FaultReport> => {
  const tally: Tally = { ran: [], broken: [] }
  const face: Face = options.abi ?? 'pkcs11'
  // SKF takes no private key from outside the key.
  const kinds = face === 'skf' ? [true] : [true, false]
  for (const inside of kinds) {
    const where = inside ? 'unwraps inside' : 'unwraps outside'
    const stage = await openStage({ inside, face })
    try {
      await systematic(stage, tally, where)
      await random(
        stage,
        tally,
        { seed: options.seed + (inside ? 1 : 0), runs: options.runs / kinds.length },
        where,
      )
    } finally {
      stage.close()
    }
  }
  tally.broken.push(...(await crashingNeighbour()))
  return { summary: summaryOf(tally), broken: tally.broken }
}
